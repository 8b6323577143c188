/** Mails as people send them, generated and the same on every run. Name → raw mail. */
import { createHash } from 'node:crypto';

const KIB = 1024;
const MIB = 1024 * KIB;
const WORDS =
  'thank you for your answer about the invoice we received last week please find attached the report of our meeting è già può straße'.split(
    ' ',
  );

const words = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => WORDS[(i * 7 + from) % WORDS.length]).join(' ');
const lines = (bytes: number, prefix = '') =>
  Array.from({ length: Math.ceil(bytes / 70) }, (_, i) => `${prefix}${words(11, i)}`).join('\r\n');

/** Encodes text as quoted-printable (RFC 2045 §6.7). */
function quotedPrintable(text: string): string {
  return text
    .split('\r\n')
    .map((line) => {
      const encoded = [...Buffer.from(line)]
        .map((octet) =>
          octet === 61 || octet > 126
            ? `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
            : String.fromCharCode(octet),
        )
        .join('');
      return encoded.match(/.{1,72}(?:=[0-9A-F]{2})?/g)?.join('=\r\n') ?? '';
    })
    .join('\r\n');
}

/** Octets that do not compress. */
function* noise(bytes: number): Generator<Buffer> {
  for (let made = 0, round = 0; made < bytes; made += 64, round++) {
    yield createHash('sha512')
      .update(`${bytes} ${round}`)
      .digest()
      .subarray(0, bytes - made);
  }
}

const HEAD = [
  'Return-Path: <anna@customer.example>',
  'Received: from mail.customer.example (mail.customer.example [192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id abc for support@piping.example; Tue, 3 Nov 2026 10:00:00 +0000 (UTC)',
  'X-SES-Spam-Verdict: PASS',
  'X-SES-Virus-Verdict: PASS',
  'Authentication-Results: amazonses.com; spf=pass client-ip=192.0.2.1; dkim=pass header.i=@customer.example; dmarc=pass header.from=customer.example;',
  `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=customer.example; s=s1;\r\n h=from:to:subject;\r\n b=${'A'.repeat(344)}`,
  'MIME-Version: 1.0',
  'From: =?UTF-8?Q?Anna_M=C3=BCller?= <anna@customer.example>',
  'To: "Support Board | LC2457-473412" <support+abcdefghijklmnop@piping.example>',
  'Subject: =?UTF-8?Q?Re=3A_Rechnung_f=C3=BCr_M=C3=A4rz?=',
  'Date: Tue, 3 Nov 2026 11:00:00 +0100',
  'Message-ID: <CA+abcdef@mail.customer.example>',
  `References: ${Array.from({ length: 8 }, (_, i) => `<ref-${i}@piping.example>`).join('\r\n ')}`,
  '',
].join('\r\n');

const part = (type: string, text: string) =>
  `Content-Type: ${type}; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(text)}\r\n`;
const alternative = (text: string, html: string) =>
  `Content-Type: multipart/alternative; boundary=alt\r\n\r\n--alt\r\n${part('text/plain', text)}--alt\r\n${part('text/html', html)}--alt--\r\n`;
const htmlOf = (bytes: number, element: (text: string) => string) =>
  `<html><body>${Array.from({ length: Math.ceil(bytes / (70 + element('').length)) }, (_, i) => element(words(11, i))).join('\r\n')}</body></html>`;
const gmail = (bytes: number) =>
  htmlOf(bytes, (text) => `<div style="font-size:small">${text}<br></div>`);
const outlook = (bytes: number) =>
  htmlOf(
    bytes,
    (text) =>
      `<p class="MsoNormal"><span lang="EN" style="font-size:11.0pt">${text}<o:p></o:p></span></p>`,
  );

function withFile(bytes: number): Buffer {
  const start = `${HEAD}Content-Type: multipart/mixed; boundary=mix\r\n\r\n--mix\r\n${alternative(lines(3 * KIB), gmail(9 * KIB))}--mix\r\n`;
  const header =
    'Content-Type: application/pdf; name=report.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  const content = Buffer.concat([...noise(Math.floor((bytes / 78) * 57))]).toString('base64');
  return Buffer.from(`${start}${header}${content.replace(/.{76}/g, '$&\r\n')}\r\n--mix--\r\n`);
}

export const REALISTIC_MAILS: Record<string, () => Buffer> = {
  'text, 3 KB': () =>
    Buffer.from(HEAD + part('text/plain', `${lines(600)}\r\n\r\n${lines(1500, '> ')}`)),
  'Gmail, 42 KB': () => Buffer.from(HEAD + alternative(lines(9 * KIB), gmail(30 * KIB))),
  'Outlook, 39 KB': () => Buffer.from(HEAD + alternative(lines(9 * KIB), outlook(27 * KIB))),
  'HTML only, 37 KB': () => Buffer.from(HEAD + part('text/html', outlook(33 * KIB))),
  'file of 1 MB': () => withFile(MIB),
  'file of 10 MB': () => withFile(10 * MIB),
  'file of 35 MB': () => withFile(35 * MIB),
};
