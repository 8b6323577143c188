import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailboxOpener } from '../../functions/adapters/mailbox/mailbox-opener.ts';
import { findFreePort } from '../../local/engines/ports.ts';
import { startCuttingProxy, startSilentServer } from './cut-connection.ts';
import { MailboxWorld, writeMail } from './mailbox-world.ts';
import { startBareServer } from './start-bare-server.ts';

let world: MailboxWorld;
beforeAll(async () => {
  world = await MailboxWorld.start();
});
afterAll(() => world.stop());

describe.each(['imap', 'pop3'] as const)('pollMailboxes over %s', (protocol) => {
  const securePort = () => world.dovecot.ports[`${protocol}s`];

  it('logs in over TLS, with a trusted certificate that names the host', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { tls: true, port: securePort() });
    for (const host of ['127.0.0.1', 'localhost']) {
      box.put(writeMail());
      expect(await world.poll({ ...mailbox, name: `${mailbox.name}-${host}`, host })).toMatchObject(
        { taken: host === 'localhost' ? 2 : 1 },
      );
    }
    await world.queued();
  });

  it('logs in over STARTTLS', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { tls: 'starttls' });
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1 });
    await world.queued();
  });

  it('trusts the certificate that the entry gives', async () => {
    const more = { tls: true, port: securePort(), ca: world.dovecot.certificate };
    const { box, mailbox } = world.addMailbox(protocol, more);
    box.put(writeMail());
    const ports = { opener: createMailboxOpener({ isLoopbackAllowed: false }) };
    expect(await world.poll(mailbox, { ports })).toMatchObject({ taken: 1 });
    await world.queued();
  });

  it.each([true, 'starttls'] as const)(
    'gives no password to a server whose certificate is not trusted (tls: %s)',
    async (tls) => {
      const port = tls === true ? securePort() : world.dovecot.ports[protocol];
      const { mailbox } = world.addMailbox(protocol, { tls, port });
      // the system's authorities do not include Dovecot's
      const { opener } = world.ports([mailbox], '');
      const { error } = await world.poll(mailbox, { ports: { opener } });
      expect(error).toMatch(/certificate of 127\.0\.0\.1 is not trusted .*check "host"/);
    },
  );

  it('sends no secret to a server without STARTTLS', async () => {
    const bare = await startBareServer(protocol);
    const { box, mailbox } = world.addMailbox(protocol, { tls: 'starttls', port: bare.port });
    expect((await world.poll(mailbox)).error).toMatch(/STARTTLS/);
    expect(bare.heard()).not.toContain(box.password);
    bare.stop();
  });

  it('names user and secret when the password is wrong, and never the password (S20)', async () => {
    const { mailbox } = world.addMailbox(protocol);
    world.passwords.set(mailbox.secret, 'not the password');
    const report = await world.poll(mailbox);
    expect(report).toMatchObject({ taken: 0, skipped: 0 });
    expect(report.error).toMatch(/refuses the login of ".*authentication failed/i);
    expect(report.error).toContain(`secret "${mailbox.secret}"`);
    expect(JSON.stringify(report)).not.toContain('not the password');
  });

  it('works again as soon as the secret is corrected', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    world.passwords.set(mailbox.secret, 'wrong');
    for (let times = 0; times < 3; times += 1) await world.poll(mailbox);
    expect((await world.poll(mailbox)).error).toMatch(/tried again after/);
    world.passwords.set(mailbox.secret, box.password);
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1 });
    await world.queued();
  });

  it('names the secret that is missing', async () => {
    const { mailbox } = world.addMailbox(protocol, { secret: 'nowhere' });
    expect((await world.poll(mailbox)).error).toMatch(/make the secret "nowhere"/);
  });

  it('takes the mail of the others when a host is dead, and rests it after three failures', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    const dead = { ...world.addMailbox(protocol).mailbox, port: await findFreePort() };
    box.put(writeMail());
    const [deadReport, report] = await world.pollAll([dead, mailbox]);
    expect(deadReport?.error).toMatch(/cannot be reached \(ECONNREFUSED\).*check "host"/);
    expect(report).toMatchObject({ taken: 1 });
    await world.poll(dead);
    await world.poll(dead);
    expect((await world.poll(dead)).error).toMatch(/tried again after 20/);
    await world.queued();
  });

  it('rests at once if the server throttles, and does not blame the password', async () => {
    const server = await startBareServer(protocol, '[LIMIT] Too many logins, come later');
    const { mailbox } = world.addMailbox(protocol, { port: server.port });
    const { error } = await world.poll(mailbox);
    expect(error).toMatch(/lets ".*" in later only \(\[?LIMIT|Too many logins/);
    expect(error).not.toMatch(/authentication failed/);
    expect((await world.poll(mailbox)).error).toMatch(/tried again after 20/);
    server.stop();
  });

  it('gives up a silent host when time is up', async () => {
    const silent = await startSilentServer();
    const { mailbox } = world.addMailbox(protocol, { port: silent.port });
    const cutAtMs = Date.now() + 500;
    const { error } = await world.poll(mailbox, { budget: { stopAtMs: cutAtMs, cutAtMs } });
    expect(error).toMatch(/ran out of time/);
    silent.stop();
  });

  it('loses no mail and doubles none if the server closes in the middle of one', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    const long = writeMail({ body: `${'a line of text\r\n'.repeat(20_000)}end\r\n` });
    const mails = [writeMail(), long, writeMail()];
    for (const mail of mails) box.put(mail);
    const proxy = await startCuttingProxy(mailbox.port, 100_000, 1);
    const away = { ...mailbox, port: proxy.port };
    const first = await world.poll(away);
    expect(first).toMatchObject({ taken: 1, trouble: { code: 'connection-cut' } });
    expect(proxy.cuts()).toBe(1);
    expect(await world.poll(away)).toMatchObject({ taken: 2 });
    proxy.stop();
    const keys = (await world.queued()).map(({ key }) => key);
    const bodies = await Promise.all(keys.map((key) => world.stored(key)));
    expect(bodies.map(({ octets }) => octets.toString()).sort()).toEqual(mails.sort());
  });

  it('refuses a mailbox that does not receive at the sender address (R4, R6)', async () => {
    const { mailbox } = world.addMailbox(protocol, { address: 'other@piping.example' });
    expect((await world.poll(mailbox)).error).toMatch(/sender-address/);
  });
});

describe('pollMailboxes over IMAP', () => {
  it('names the folder that is missing', async () => {
    const { mailbox } = world.addMailbox('imap', { folder: 'Nowhere' });
    expect((await world.poll(mailbox)).error).toMatch(/no folder "Nowhere".*check "folder"/);
  });

  it('takes nothing while the folder to move to is missing', async () => {
    const { box, mailbox } = world.addMailbox('imap', { after: 'move:Nowhere' });
    box.put(writeMail());
    const report = await world.poll(mailbox);
    expect(report).toMatchObject({ taken: 0 });
    expect(report.error).toMatch(/no folder "Nowhere".*"after"/);
    expect(await world.queued()).toEqual([]);
  });
});
