import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCuttingProxy } from './cut-connection.ts';
import { MailboxWorld, writeMail } from './mailbox-world.ts';

const MAILBOXES = 6;
/** Each connection that is cut brings one mail, and breaks off in the second. */
const CUT_AFTER_BYTES = 500_000;
const CUTS = 2;
const POLLS = 2 * CUTS + 2;
const LINES = 20_000;
/** Longer than a mail or a mailbox rests after a failure. */
const BETWEEN_POLLS_MS = 600_000;

let world: MailboxWorld;
beforeAll(async () => {
  world = await MailboxWorld.start();
});
afterAll(() => world.stop());

/** Three mails, in a mailbox whose connection is cut now and then. */
async function addCutMailbox(number: number) {
  const { box, mailbox } = world.addMailbox(number % 2 === 0 ? 'imap' : 'pop3');
  const line = `a line for mailbox ${number}\r\n`;
  const mails = Array.from({ length: 3 }, () => writeMail({ body: line.repeat(LINES) }));
  for (const mail of mails) box.put(mail);
  const proxy = await startCuttingProxy(mailbox.port, CUT_AFTER_BYTES, CUTS);
  return { mails, proxy, mailbox: { ...mailbox, port: proxy.port } };
}

/** The octets of each queued mail, with the mailbox that they came from. */
async function queuedMails() {
  const queued = await world.queued();
  return Promise.all(
    queued.map(async ({ key, mailbox }) => {
      const { octets } = await world.stored(key);
      return { mailbox, octets: octets.toString() };
    }),
  );
}

it('polls mailboxes at once, each of which gives its own mail alone, however often connections are cut (R2, S15)', async () => {
  const added = await Promise.all(Array.from({ length: MAILBOXES }, (_, n) => addCutMailbox(n)));
  const mailboxes = added.map(({ mailbox }) => mailbox);
  const reports = [];
  for (let poll = 0; poll < POLLS; poll += 1) {
    const clock = { now: () => Date.now() + poll * BETWEEN_POLLS_MS };
    const options = { ports: { clock }, budget: { stopAtMs: Number.POSITIVE_INFINITY } };
    reports.push(...(await world.pollAll(mailboxes, options)));
  }
  const cuts = reports.filter(({ trouble }) => trouble?.code === 'connection-cut');
  expect(cuts).toHaveLength(MAILBOXES * CUTS);
  const queued = await queuedMails();
  for (const { mailbox, mails, proxy } of added) {
    proxy.stop();
    const own = queued.filter((mail) => mail.mailbox === mailbox.name);
    expect(own.map(({ octets }) => octets).sort()).toEqual(mails.sort());
  }
});
