import { describe, expect, it } from 'vitest';
import type { OwedMessage } from '../../../functions/steps/reconciling/ports.ts';
import { reconcileMessages } from '../../../functions/steps/reconciling/reconcile-messages.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');
const LATE = NOW - 20 * 60_000;

function makePorts(owed: Record<string, OwedMessage[]>, pages: string[][]) {
  const again: string[] = [];
  const asked: number[][] = [];
  const noted: string[] = [];
  let mark: number | undefined;
  const ports = {
    messages: {
      activeSince: async (_since: number, cursor: string | undefined) => {
        const page = Number(cursor ?? 0);
        const isLast = page + 1 === pages.length;
        return { items: pages[page] ?? [], ...(!isLast && { cursor: String(page + 1) }) };
      },
      owed: async (id: string, { since, until }: { since: number; until: number }) => {
        asked.push([since, until]);
        return owed[id] ?? [];
      },
      noteLate: async (id: string): Promise<void> => void noted.push(id),
    },
    webhooks: { list: async () => [] },
    marks: {
      read: async () => mark,
      write: async (next: number) => {
        mark = next;
      },
    },
    again: {
      decide: async (id: string) => void again.push(`decide ${id}`),
      announce: async (id: string) => void again.push(`announce ${id}`),
    },
    clock: { now: () => NOW },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  return { ports, again, asked, noted, mark: () => mark };
}

describe('reconcileMessages', () => {
  it('hands messages that the stream gave up to notify and deliver-webhooks again (S11)', async () => {
    const { ports, again } = makePorts(
      {
        '1': [{ messageId: '1-a', isDecided: false, isAnnounced: true }],
        '2': [{ messageId: '2-b', isDecided: false, isAnnounced: false }],
      },
      [['1'], ['2']],
    );
    expect(await reconcileMessages(ports, Infinity)).toBe(2);
    expect(again).toEqual(['decide 1-a', 'decide 2-b', 'announce 2-b']);
  });

  it('looks for late mails in each conversation with new messages', async () => {
    const { ports, noted } = makePorts({}, [['1', '2'], ['3']]);
    await reconcileMessages(ports, Infinity);
    expect(noted).toEqual(['1', '2', '3']);
  });

  it('looks at several conversations of a page at a time, as a run that does not end begins anew', async () => {
    const { ports } = makePorts({}, [['1', '2', '3', '4']]);
    let underWay = 0;
    let most = 0;
    ports.messages.noteLate = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    };
    await reconcileMessages(ports, Infinity);
    expect(most).toBe(4);
  });

  it('begins each run where the last one ended', async () => {
    const { ports, asked, mark } = makePorts({}, [['1']]);
    await reconcileMessages(ports, Infinity);
    expect(mark()).toBe(LATE);
    await reconcileMessages(ports, Infinity);
    expect(asked.at(-1)).toEqual([LATE, LATE]);
  });

  it('waits while its mark lies ahead, because a clock went back: DynamoDB refuses such a span', async () => {
    const { ports, asked, mark } = makePorts({}, [['1']]);
    await ports.marks.write(LATE + 1);
    expect(await reconcileMessages(ports, Infinity)).toBe(0);
    expect([asked, mark()]).toEqual([[], LATE + 1]);
  });

  it('leaves its mark where it was if the time ran out', async () => {
    const { ports, mark } = makePorts({}, [['1'], ['2']]);
    await reconcileMessages(ports, 0);
    expect(mark()).toBeUndefined();
  });
});
