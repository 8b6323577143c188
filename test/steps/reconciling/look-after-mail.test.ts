import { describe, expect, it } from 'vitest';
import type { MailRecord } from '../../../functions/steps/receiving/ports.ts';
import { lookAfterMail } from '../../../functions/steps/reconciling/look-after-mail.ts';
import type { LookAfterMailPorts, StoredMail } from '../../../functions/steps/reconciling/ports.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');
const stored = (minutes: number): StoredMail => ({
  mailId: 'inbound-a',
  key: 'inbound/a',
  storedAt: NOW - minutes * 60_000,
});

function makePorts({
  outcome,
  isThere = true,
  swept = 'none',
}: {
  outcome?: MailRecord['outcome'];
  isThere?: boolean;
  swept?: 'none' | 'young' | 'swept';
} = {}) {
  const queued: unknown[] = [];
  const looks: string[] = [];
  const sweeps: string[] = [];
  const stuck: unknown[] = [];
  let nextAt = 0;
  const ports: LookAfterMailPorts = {
    inbound: {
      find: async (mailId) => outcome && ({ mailId, outcome } as MailRecord),
    },
    files: {
      sweep: async (mailId) => {
        sweeps.push(mailId);
        return swept;
      },
    },
    octets: { isThere: async () => isThere },
    inboundQueue: { enqueue: async (mail) => void queued.push(mail) },
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
  return { ports, queued, looks, stuck, sweeps };
}

describe('lookAfterMail', () => {
  it('does nothing for a mail with an outcome (S11)', async () => {
    const { ports, queued, looks, sweeps } = makePorts({ outcome: 'delivered' });
    await lookAfterMail(stored(15), ports);
    expect([queued, looks, sweeps]).toEqual([[], [], []]);
  });

  it('sweeps the files of a mail that made no message, and looks again while they are new (S19)', async () => {
    const old = makePorts({ outcome: 'held', swept: 'swept' });
    await lookAfterMail(stored(15), old.ports);
    expect([old.sweeps, old.looks]).toEqual([['inbound-a'], []]);
    const young = makePorts({ outcome: 'held', swept: 'young' });
    await lookAfterMail(stored(15), young.ports);
    expect([young.sweeps, young.looks]).toEqual([['inbound-a'], ['inbound-a']]);
  });

  it('queues a mail without an outcome for parse-mail again, with the time when it was stored, and looks again', async () => {
    const { ports, queued, looks, stuck } = makePorts();
    await lookAfterMail(stored(15), ports);
    expect(queued).toEqual([{ key: 'inbound/a', receivedAt: '2026-11-03T11:45:00.000Z' }]);
    expect([looks, stuck]).toEqual([['inbound-a'], []]);
  });

  it('queues it more and more rarely, and reports it as stuck after two hours', async () => {
    const { ports, queued, looks, stuck } = makePorts();
    await lookAfterMail(stored(121), ports);
    await lookAfterMail(stored(121), ports);
    expect([queued.length, looks.length, stuck]).toEqual([1, 2, ['inbound-a']]);
  });

  it('ends once the octets are gone, by erasure or expiry (S19)', async () => {
    const { ports, queued, looks } = makePorts({ isThere: false });
    await lookAfterMail(stored(15), ports);
    expect([queued, looks]).toEqual([[], []]);
  });
});
