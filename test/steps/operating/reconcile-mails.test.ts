import { describe, expect, it } from 'vitest';
import {
  type ReconcilePorts,
  reconcileMails,
  type StoredMail,
} from '../../../functions/steps/operating/reconcile-mails.ts';
import type { MailRecord } from '../../../functions/steps/receiving/ports.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');
const minutesAgo = (minutes: number) => NOW - minutes * 60_000;
const stored = (name: string, minutes: number): StoredMail => ({
  mailId: `inbound-${name}`,
  key: `inbound/${name}`,
  storedAt: minutesAgo(minutes),
});

function makePorts(pages: StoredMail[][], recorded: string[] = []) {
  const queued: string[] = [];
  const stuck: unknown[] = [];
  const nextAt = new Map<string, number>();
  const later = { ms: 0 };
  let mark: string | undefined;
  const ports: ReconcilePorts = {
    inbound: {
      find: async (mailId) => (recorded.includes(mailId) ? ({ mailId } as MailRecord) : undefined),
    },
    storedMails: {
      list: async (after) => {
        const page = Number(after ?? 0);
        return {
          mails: pages[page] ?? [],
          ...(page + 1 < pages.length && { mark: `${page + 1}` }),
        };
      },
    },
    queue: {
      enqueue: async ({ key }) => {
        queued.push(key);
      },
    },
    marks: {
      read: async () => mark,
      write: async (next) => {
        mark = next;
      },
    },
    tries: {
      claim: async (mailId, nowMs, nextAtMs) => {
        if ((nextAt.get(mailId) ?? 0) > nowMs) return false;
        nextAt.set(mailId, nextAtMs);
        return true;
      },
    },
    clock: { now: () => NOW + later.ms },
    log: {
      info: () => {},
      warn: () => {},
      error: (fields) => {
        stuck.push(fields.mailId);
      },
    },
  };
  return { ports, queued, stuck, later };
}

describe('reconcileMails', () => {
  it('puts a stored mail without an outcome back before parse-mail (S11)', async () => {
    const { ports, queued } = makePorts([[stored('a', 30), stored('b', 30)]], ['inbound-a']);
    expect(await reconcileMails(ports)).toEqual({ looked: 2, requeued: 1, stuck: 0 });
    expect(queued).toEqual(['inbound/b']);
  });

  it('leaves young mail to its queue', async () => {
    const { ports, queued } = makePorts([[stored('a', 5)]]);
    await reconcileMails(ports);
    expect(queued).toEqual([]);
  });

  it('says so when a mail has no outcome for hours (S11)', async () => {
    const { ports, stuck } = makePorts([[stored('a', 300)]]);
    await reconcileMails(ports);
    expect(stuck).toEqual(['inbound-a']);
  });

  it('goes on where the last run stopped, and starts again after the end', async () => {
    const pages = Array.from({ length: 15 }, (_, page) => [stored(`p${page}`, 30)]);
    const { ports, queued } = makePorts(pages);
    await reconcileMails(ports);
    expect(queued).toHaveLength(10);
    await reconcileMails(ports);
    expect(queued).toHaveLength(15);
    await reconcileMails(ports);
    expect(queued).toHaveLength(15);
  });

  it('queues a mail that nothing helps ever more rarely', async () => {
    const { ports, queued, later } = makePorts([[stored('a', 30)]]);
    for (; later.ms < 24 * 3_600_000; later.ms += 5 * 60_000) await reconcileMails(ports);
    expect(queued.length).toBeGreaterThan(5);
    expect(queued.length).toBeLessThan(15);
  });
});
