import { describe, expect, it } from 'vitest';
import {
  type PollMailboxPorts,
  pollMailbox,
} from '../../../functions/steps/polling/poll-mailbox.ts';
import { MailboxError } from '../../../functions/steps/polling/ports.ts';
import {
  FAKE_MAILBOX,
  FakeLease,
  FakeMailbox,
  FakeUidls,
  GUARDED_MS,
  NOW,
} from './fake-mailbox.ts';

const BUDGET = { stopAtMs: NOW + 60_000, cutAtMs: NOW + 90_000 };

function portsOf(session: FakeMailbox, known: FakeUidls): PollMailboxPorts {
  const lease = new FakeLease();
  return {
    cursors: {
      lease: async () => lease,
      find: async () => lease.state,
      knownUidls: async () => known,
    },
    opener: {
      open: async () => {
        session.reconnect();
        return session;
      },
    },
    secrets: { read: async () => 'password' },
    history: { versionsOfMailboxes: async () => [] },
    clock: { now: () => NOW },
    guardedMs: GUARDED_MS,
    mails: { put: async (id) => `polled/${id}` },
    queue: { enqueue: async () => undefined },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
}

describe('pollMailbox', () => {
  it('takes new mail though the server fails to delete taken mail, and reports that (R2)', async () => {
    const session = new FakeMailbox(['a']);
    session.settle = async ({ uid }) => {
      throw new MailboxError(`-ERR ${uid} is locked`);
    };
    const ports = portsOf(session, new FakeUidls());
    const mailbox = { ...FAKE_MAILBOX, protocol: 'pop3' as const, after: 'delete' };
    await pollMailbox(ports, mailbox, BUDGET);
    session.mails.push({ uid: 'b', sizeBytes: 1 });
    const { taken, error } = await pollMailbox(ports, mailbox, BUDGET);
    expect([taken, error]).toEqual([1, expect.stringContaining('a is locked')]);
  });
});
