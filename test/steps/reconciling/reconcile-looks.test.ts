import { describe, expect, it } from 'vitest';
import type { MailRecord } from '../../../functions/steps/receiving/ports.ts';
import type {
  QueuedLook,
  ReconcileLookPorts,
  StoredMail,
} from '../../../functions/steps/reconciling/ports.ts';
import { reconcileLooks } from '../../../functions/steps/reconciling/reconcile-looks.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');

const look = (mailId: string): QueuedLook => ({
  handle: mailId,
  read: () => [{ mailId, key: mailId, storedAt: NOW - 15 * 60_000 }],
});
const unreadable: QueuedLook = {
  handle: 'unreadable',
  read: () => {
    throw new SyntaxError('no JSON');
  },
};

/** Every mail has an outcome; reading the mail `throttled` fails. */
function makePorts(takes: QueuedLook[][], clock = { now: () => NOW }) {
  const [removed, errors, looked]: [string[], unknown[], string[]] = [[], [], []];
  const ports: ReconcileLookPorts = {
    inbound: {
      find: async (mailId) => {
        looked.push(mailId);
        if (mailId === 'throttled') throw new Error('throttled');
        return { mailId, outcome: 'delivered' } as MailRecord;
      },
    },
    files: { sweep: async () => 'none' },
    octets: { isThere: async () => true },
    inboundQueue: { enqueue: async () => {} },
    looks: {
      put: async (_mail: StoredMail) => {},
      take: async () => takes.shift() ?? [],
      remove: async (looks) => void removed.push(...looks.map(({ handle }) => handle)),
    },
    tries: { claim: async () => true },
    clock,
    log: { info: () => {}, warn: () => {}, error: (fields) => void errors.push(fields) },
  };
  return { ports, removed, errors, looked };
}

describe('reconcileLooks', () => {
  it('looks after every stored mail that is due, and takes it out of the queue (S11)', async () => {
    const { ports, removed, errors } = makePorts([[look('a'), look('b')], [look('c')]]);
    expect(await reconcileLooks(ports, Infinity)).toBe(3);
    expect(removed).toEqual(['a', 'b', 'c']);
    expect(errors).toEqual([]);
  });

  it('leaves a look that failed in the queue, logs an error, and goes on with the others', async () => {
    const takes = [[look('throttled'), unreadable, look('b')], [look('c')]];
    const { ports, removed, errors } = makePorts(takes);
    expect(await reconcileLooks(ports, Infinity)).toBe(2);
    expect(removed).toEqual(['b', 'c']);
    expect(errors).toHaveLength(2);
  });

  it('begins nothing more once its time is over', async () => {
    let now = NOW;
    const clock = { now: () => now++ };
    const { ports, looked } = makePorts([[look('a')], [look('b')]], clock);
    await reconcileLooks(ports, NOW + 1);
    expect(looked).toEqual(['a']);
  });
});
