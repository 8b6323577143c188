import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRawMailStore } from '../../functions/adapters/aws/bucket/raw-mail-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { MailboxWorld, writeMail } from './mailbox-world.ts';

const POLL_AND_DIE = fileURLToPath(new URL('./poll-and-die.ts', import.meta.url));
const MEGABYTE = 1024 * 1024;

let world: MailboxWorld;
beforeAll(async () => {
  world = await MailboxWorld.start();
});
afterAll(() => world.stop());

describe.each(['imap', 'pop3'] as const)('pollMailboxes over %s', (protocol) => {
  it('loses nothing and doubles nothing if it is killed between storing and moving the cursor (S15)', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    const mails = Array.from({ length: 6 }, () => writeMail());
    for (const mail of mails) box.put(mail);
    const { endpoints, bucket, queueUrl, tableName } = world.aws;
    const task = {
      endpoints,
      names: { bucket, queueUrl, tableName },
      mailbox,
      password: box.password,
      activatedAtMs: world.activatedAtMs,
    };
    const TMPDIR = temporaryFolder('killed');
    const child = spawn(process.execPath, [POLL_AND_DIE, JSON.stringify(task)], {
      stdio: 'ignore',
      env: { ...process.env, TMPDIR },
    });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    expect(readdirSync(TMPDIR)).toEqual([]); // no mail is left on the disk
    const before = (await world.queued()).map(({ key }) => key);
    expect(before).toHaveLength(3);
    expect(await world.poll(mailbox)).toMatchObject({ taken: 4 });
    const after = (await world.queued()).map(({ key }) => key);
    // the third mail came twice under one key, which parse-mail handles once
    expect(after[0]).toBe(before[2]);
    const keys = [...new Set([...before, ...after])];
    const stored = await Promise.all(keys.map((key) => world.stored(key)));
    expect(stored.map(({ octets }) => octets.toString()).sort()).toEqual(mails.sort());
  });

  it('takes a mail of 40 MB unchanged, and only the header of a larger one, which stays (S14)', async () => {
    const { box, mailbox } = world.addMailbox(protocol);
    const header = writeMail({ body: '' });
    const line = `${'.'.repeat(30)}${'é'.repeat(20)}\r\n`;
    const lines = Math.floor((40 * MEGABYTE - header.length) / Buffer.byteLength(line));
    const large = Buffer.from(header + line.repeat(lines));
    box.put(large);
    const tooLarge = writeMail({ body: 'x'.repeat(78).concat('\r\n').repeat(530_000) });
    box.put(Buffer.from(tooLarge));
    box.put(writeMail());
    const report = await world.poll(mailbox);
    expect(report).toMatchObject({ taken: 2, skipped: 1 });
    expect(report.error).toMatch(/over 41943040: it is left in the mailbox/);
    const queued = await world.queued();
    expect(queued).toHaveLength(3);
    const stored = await Promise.all(queued.map(({ key }) => world.stored(key)));
    expect(stored.some(({ octets }) => octets.equals(large))).toBe(true);
    const head = tooLarge.slice(0, tooLarge.indexOf('\r\n\r\n'));
    const kept = stored.find(({ octets }) => octets.toString().trimEnd() === head);
    const rawMails = createRawMailStore(world.aws.s3, world.aws.bucket);
    const mailId = kept?.key.replace('/', '-') ?? '';
    expect(await rawMails.find(mailId)).toMatchObject({ isHeaderOnly: true });
    expect(await world.poll(mailbox)).toMatchObject({ taken: 0, skipped: 0 });
  });
});
