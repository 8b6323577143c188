import { describe, expect, it } from 'vitest';
import { lookAfterMail } from '../../../functions/steps/operating/look-after-mail.ts';
import type { LookAfterMailPorts, StoredMail } from '../../../functions/steps/operating/ports.ts';
import type { MailRecord } from '../../../functions/steps/receiving/ports.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');
const stored = (minutes: number): StoredMail => ({
  mailId: 'inbound-a',
  key: 'inbound/a',
  storedAt: NOW - minutes * 60_000,
});

function makePorts({ isRecorded = false, isThere = true } = {}) {
  const queued: unknown[] = [];
  const looks: string[] = [];
  const stuck: unknown[] = [];
  let nextAt = 0;
  const ports: LookAfterMailPorts = {
    inbound: {
      find: async (mailId) => (isRecorded ? ({ mailId } as MailRecord) : undefined),
    },
    octets: { isThere: async () => isThere },
    queue: { enqueue: async (mail) => void queued.push(mail) },
    looks: { put: async ({ mailId }) => void looks.push(mailId) },
    tries: {
      claim: async (_mailId, nowMs, nextAtMs) => {
        if (nextAt > nowMs) return false;
        nextAt = nextAtMs;
        return true;
      },
    },
    clock: { now: () => NOW },
    log: { info: () => {}, warn: () => {}, error: ({ mailId }) => void stuck.push(mailId) },
  };
  return { ports, queued, looks, stuck };
}

describe('lookAfterMail', () => {
  it('has nothing to do for a mail with an outcome: one look at each mail is all (S11)', async () => {
    const { ports, queued, looks } = makePorts({ isRecorded: true });
    await lookAfterMail(stored(15), ports);
    expect([queued, looks]).toEqual([[], []]);
  });

  it('puts a mail without an outcome back before parse-mail, with the time of its storing, and looks again', async () => {
    const { ports, queued, looks, stuck } = makePorts();
    await lookAfterMail(stored(15), ports);
    expect(queued).toEqual([{ key: 'inbound/a', receivedAt: '2026-11-03T11:45:00.000Z' }]);
    expect([looks, stuck]).toEqual([['inbound-a'], []]);
  });

  it('queues it ever more rarely, and says that it is stuck after two hours', async () => {
    const { ports, queued, looks, stuck } = makePorts();
    await lookAfterMail(stored(121), ports);
    await lookAfterMail(stored(121), ports);
    expect([queued.length, looks.length, stuck]).toEqual([1, 2, ['inbound-a']]);
  });

  it('ends with the octets: they were erased, or had their time (S19)', async () => {
    const { ports, queued, looks } = makePorts({ isThere: false });
    await lookAfterMail(stored(15), ports);
    expect([queued, looks]).toEqual([[], []]);
  });
});
