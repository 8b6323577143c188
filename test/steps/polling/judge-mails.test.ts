import { describe, expect, it } from 'vitest';
import { judgeMails, MAX_POLLED_MAIL_BYTES } from '../../../functions/steps/polling/judge-mails.ts';
import { MailboxThrottledError } from '../../../functions/steps/polling/ports.ts';
import { FakeLease, FakeMailbox, NOW, visitFake } from './fake-mailbox.ts';

/** The verdict on each of these mails, in order; and the mails that are tried again afterwards. */
async function judge(session: FakeMailbox, uids: string[], lease = new FakeLease()) {
  const visit = visitFake(session, lease);
  const verdicts: [string, string][] = [];
  for await (const { mail, verdict } of judgeMails(visit, uids)) verdicts.push([mail.uid, verdict]);
  return { verdicts, troubled: Object.keys(visit.progress.state.troubled) };
}

describe('judgeMails', () => {
  it('takes a mail of 40 MB, and no larger one (S14)', async () => {
    const session = new FakeMailbox(['1'], MAX_POLLED_MAIL_BYTES);
    session.mails.push({ uid: '2', sizeBytes: MAX_POLLED_MAIL_BYTES + 1 });
    expect((await judge(session, ['1', '2'])).verdicts).toEqual([
      ['1', 'take'],
      ['2', 'too-large'],
    ]);
  });

  it.each([
    ['200 mails in one request, at most', 0, 'server-error', [200, 1]],
    ['as many after a server throttled us', 3, 'turned-away', [200, 1]],
    ['each mail alone after three failed polls', 3, 'connection-cut', Array(201).fill(1)],
  ] as const)('asks for %s', async (_, failures, code, expected) => {
    const uids = Array.from({ length: 201 }, (_, index) => `${index + 1}`);
    const session = new FakeMailbox(uids);
    const asked: number[] = [];
    const { describe: describeMails } = session;
    session.describe = async (some) => {
      asked.push(some.length);
      return describeMails.call(session, some);
    };
    const lease = new FakeLease();
    const { progress } = visitFake(session, lease);
    progress.change({ failures, lastTrouble: { code } });
    await progress.write();
    expect((await judge(session, uids, lease)).verdicts).toHaveLength(201);
    expect(asked).toEqual(expected);
  });

  it('stops if the server throttles: no mail is put off for that', async () => {
    const session = new FakeMailbox(['1']);
    session.describe = async () => {
      throw new MailboxThrottledError('[OVERQUOTA]');
    };
    await expect(judge(session, ['1'])).rejects.toThrow('[OVERQUOTA]');
  });

  it('asks no more for a mail that was put off and is gone since', async () => {
    const session = new FakeMailbox(['1', '2']);
    const lease = new FakeLease();
    const { progress } = visitFake(session, lease);
    progress.putOff('1', { attempts: 1, nextAttemptAtMs: NOW });
    await progress.write();
    session.mails.shift();
    expect(await judge(session, ['2'], lease)).toEqual({ verdicts: [['2', 'take']], troubled: [] });
  });
});
