import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDnsServer } from '../adapters/dns/dns-server.ts';
import { keys, record } from '../adapters/dns/signing-fixture.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { writeMail } from './mailbox-world.ts';
import { type Dovecot, startDovecot } from './start-dovecot.ts';

let dovecot: Dovecot;
let dns: Awaited<ReturnType<typeof startDnsServer>>;
let pipeline: TestPipeline;
beforeAll(async () => {
  dns = await startDnsServer({ 's._domainkey.customer.example': record });
  [dovecot, pipeline] = await Promise.all([
    startDovecot(),
    startTestPipeline({ PIPING_DNS_SERVER: dns.server }),
  ]);
});
afterAll(async () => {
  await pipeline.stop();
  await dovecot.stop();
  dns.stop();
});

async function signed(mail: string): Promise<string> {
  const data = { signingDomain: 'customer.example', selector: 's', privateKey: keys.privateKey };
  const { signatures } = await dkimSign(mail, { ...data, signatureData: [data] });
  return `${signatures}${mail}`;
}

describe('mail of a mailbox, by the functions as they are deployed, with stand-ins for what libraries bring along', () => {
  it.each(['imap', 'pop3'] as const)(
    'is taken over %s (R2), and its signature is checked (S3)',
    async (protocol) => {
      const box = dovecot.addUser();
      const port = dovecot.ports[protocol];
      const { address } = pipeline;
      const entry = {
        name: protocol,
        secret: protocol,
        protocol,
        host: '127.0.0.1',
        port,
        address,
      };
      await pipeline.local('PUT', `/secrets/mailboxes/${protocol}`, box.password);
      const value = JSON.stringify([{ ...entry, tls: false, user: box.user }]);
      expect((await pipeline.local('PUT', '/settings/mailboxes', value)).status).toBe(200);
      box.put(await signed(writeMail()));
      const polled = await pipeline.local('POST', '/poll', {});
      expect(polled.body.mailboxes).toMatchObject([{ name: protocol, taken: 1 }]);
      await pipeline.idle();
      const { body } = await pipeline.api('GET', '/v1/inbound');
      expect(body.mails[0]).toMatchObject({
        reason: 'no-conversation',
        verdicts: { dkim: 'PASS' },
      });
    },
  );
});
