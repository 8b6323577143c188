import { generateKeyPairSync } from 'node:crypto';

/** The key pair of these tests, another one in each run. */
export const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** Its record in DNS (RFC 6376 §3.6.1). */
export const record = `v=DKIM1; k=rsa; p=${keys.publicKey.toString('base64')}`;

/** An unsigned mail. */
export const MAIL = [
  'From: Anna <anna@customer.example>',
  'To: support@piping.example',
  'Subject: Invoice',
  'Date: Tue, 3 Nov 2026 10:00:00 +0000',
  'Message-ID: <1@customer.example>',
  '',
  'Thank you.',
  '',
].join('\r\n');
