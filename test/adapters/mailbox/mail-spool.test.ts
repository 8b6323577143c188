import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { MailSpool } from '../../../functions/adapters/mailbox/mail-spool.ts';
import { MailTooLargeError, type SpooledMail } from '../../../functions/steps/polling/ports.ts';

const MAX_BYTES = 100_000;

const opened: MailSpool[] = [];
afterEach(() => Promise.all(opened.splice(0).map((spool) => spool.close())));

async function openSpool(): Promise<MailSpool> {
  const spool = await MailSpool.open();
  opened.push(spool);
  return spool;
}

async function* arriving(...pieces: string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
}

const octetsOf = async (mail: SpooledMail) => (await buffer(mail.open())).toString();

describe('MailSpool', () => {
  it('gives a mail again, octet by octet, as often as asked', async () => {
    const spool = await openSpool();
    const mail = await spool.write(arriving('From: ann\r\n', '\r\nHello'), MAX_BYTES);
    expect([await octetsOf(mail), await octetsOf(mail)]).toEqual(
      Array(2).fill('From: ann\r\n\r\nHello'),
    );
  });

  it('holds an empty mail', async () => {
    const spool = await openSpool();
    await spool.write(arriving('the mail before it'), MAX_BYTES);
    const mail = await spool.write(arriving(), MAX_BYTES);
    expect([mail.spooledBytes, await octetsOf(mail)]).toEqual([0, '']);
  });

  it('keeps its file after a mail that is too large, so that no other mailbox gets that file (S14)', async () => {
    const one = await openSpool();
    const large = one.write(arriving('x'.repeat(MAX_BYTES), 'x'), MAX_BYTES);
    await expect(large).rejects.toBeInstanceOf(MailTooLargeError);
    const other = await openSpool();
    const ofOther = await other.write(arriving('mail of the other mailbox'), MAX_BYTES);
    const ofOne = await one.write(arriving('next mail'), MAX_BYTES);
    expect(await octetsOf(ofOne)).toBe('next mail');
    expect(await octetsOf(ofOther)).toBe('mail of the other mailbox');
  });

  it('listens to its source at once, as an error that nobody hears would end the process', async () => {
    const spool = await openSpool();
    const source = new Readable({ read: () => undefined });
    const written = spool.write(source, MAX_BYTES);
    expect(source.listenerCount('error')).toBeGreaterThan(0);
    source.destroy(new Error('cut'));
    await expect(written).rejects.toThrow('cut');
  });

  it('keeps its file when a store stops reading half-way', async () => {
    const spool = await openSpool();
    const mail = await spool.write(arriving('x'.repeat(MAX_BYTES)), MAX_BYTES);
    const reading = mail.open();
    await once(reading, 'readable');
    reading.destroy();
    await once(reading, 'close');
    const next = await spool.write(arriving('next mail'), MAX_BYTES);
    expect(await octetsOf(next)).toBe('next mail');
  });
});
