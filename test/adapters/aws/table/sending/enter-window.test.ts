import { describe, expect, it } from 'vitest';
import { keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { skippedRow } from '../../../../../functions/adapters/aws/table/notifying/write-rows.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { claimed, NOW, openScenes } from './window-scene.ts';

const { table } = await awsOfFile();
const scene = await openScenes(table);

describe('enter', () => {
  it('opens one window for the messages of the grouping time, in order (S8)', async () => {
    const { entry, windowTable } = scene(10);
    const window = await windowTable.enter(entry(1));
    expect(window).toMatchObject({ windowId: entry(1).messageId, closesAt: NOW + 10_000 });
    expect(await windowTable.enter(entry(2))).toBeUndefined();
    expect(await windowTable.enter(entry(3, NOW + 9_000))).toBeUndefined();
    const claim = await windowTable.claim(window as GroupingWindow, NOW + 10_000);
    expect(claim).toMatchObject({
      kind: 'claimed',
      window: { messageIds: [entry(1).messageId, entry(2).messageId, entry(3).messageId] },
    });
  });

  it('adds authors to a window that has none', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    const author = { kind: 'agent', id: 'anna' } as const;
    await windowTable.enter({ ...entry(2), author });
    await windowTable.enter({ ...entry(3), author });
    const claim = await windowTable.claim(window, NOW + 10_000);
    expect(claim).toMatchObject({ window: { authors: [author, author] } });
  });

  it('enters a message once, and returns its window when it comes again (S15)', async () => {
    const { entry, windowTable } = scene(10);
    const [first, second] = await Promise.all([
      windowTable.enter(entry(1)),
      windowTable.enter(entry(1)),
    ]);
    expect(first?.windowId ?? second?.windowId).toBe(entry(1).messageId);
    await windowTable.enter(entry(2));
    await windowTable.enter(entry(2));
    const again = await windowTable.enter(entry(1));
    expect(again?.messageIds).toEqual([entry(1).messageId, entry(2).messageId]);
  });

  it('opens the next window once one is closed (S8)', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.claim(window, NOW + 10_000);
    const next = await windowTable.enter(entry(2, NOW + 9_999));
    expect(next?.windowId).toBe(entry(2).messageId);
  });

  it('opens a window for each message without grouping', async () => {
    const { entry, windowTable } = scene(0);
    const windows = await Promise.all([windowTable.enter(entry(1)), windowTable.enter(entry(2))]);
    expect(windows.map((window) => window?.messageIds.length)).toEqual([1, 1]);
  });

  /** Rows of `count` agents who are not mailed. */
  const skipped = (messageId: string, count: number, reason: 'online' | 'not-assigned') =>
    Array.from({ length: count }, (_, n) => ({
      messageId,
      participant: { kind: 'agent' as const, id: `agent-${n}` },
      decision: 'skipped' as const,
      reason,
      at: '2026-11-22T10:00:00.000Z',
    }));
  const reasonsOf = async (messageId: string) =>
    (await createDeliveryTable(table).list(messageId)).map(({ reason }) => reason);
  const isDecided = async (messageId: string) =>
    (await table.get(keyedItem, keys.message(messageId)))?.isDecided === true;

  it.each([0, 10])(
    'writes the rows of those not mailed and marks the message as decided with the last entry (S11), grouping %i',
    async (grouping) => {
      const { entry, windowTable } = scene(grouping);
      await windowTable.enter(entry(1));
      const { messageId } = entry(2);
      const last = { skipped: skipped(messageId, 3, 'online') };
      const window = await windowTable.enter({ ...entry(2), last });
      expect(window?.windowId).toBe(grouping === 0 ? messageId : undefined);
      expect(await reasonsOf(messageId)).toEqual(['online', 'online', 'online']);
      expect([await isDecided(entry(1).messageId), await isDecided(messageId)]).toEqual([
        false,
        true,
      ]);
    },
  );

  it.each([0, 10])(
    'keeps the first decision about each when the message comes again (S11, S15), grouping %i',
    async (grouping) => {
      const { entry, windowTable } = scene(grouping);
      await windowTable.enter(entry(1));
      const { messageId } = entry(2);
      // a function that was killed after one row
      await table.write(...skipped(messageId, 1, 'online').map((row) => skippedRow(row)));
      const last = { skipped: skipped(messageId, 3, 'not-assigned') };
      const tries = [
        await windowTable.enter({ ...entry(2), last }),
        await windowTable.enter({ ...entry(2), last }),
      ];
      const own = grouping === 0 ? messageId : undefined;
      expect(tries.map((window) => window?.windowId)).toEqual([own, own]);
      expect(await reasonsOf(messageId)).toEqual(['online', 'not-assigned', 'not-assigned']);
      const claim = await windowTable.claim(
        { ...entry(1), windowId: entry(1).messageId },
        NOW + 10_000,
      );
      const messageIds = [1, 2].map((n) => entry(n).messageId);
      expect(claim).toMatchObject({
        window: { messageIds: grouping === 0 ? messageIds.slice(0, 1) : messageIds },
      });
    },
  );

  it.each([0, 10])(
    'decides nothing about who was registered since all was decided, when the message comes again (S8, S15), grouping %i',
    async (grouping) => {
      const { entry, windowTable } = scene(grouping);
      const { messageId } = entry(1);
      const last = { skipped: skipped(messageId, 1, 'online') };
      await windowTable.enter({ ...entry(1), last });
      const participant = { kind: 'agent', id: 'new' } as const;
      expect(await windowTable.enter({ ...entry(1), participant })).toBeUndefined();
      const again = { ...entry(1), last: { skipped: skipped(messageId, 2, 'online') } };
      // killed before the window was queued
      expect((await windowTable.enter(again))?.windowId).toBe(messageId);
      await createDeliveryTable(table).closeDecisions(messageId, skipped(messageId, 3, 'online'));
      expect(await reasonsOf(messageId)).toEqual(['online']);
    },
  );

  it.each([0, 10])(
    'replaces rows that say it was another’s turn once the message is handed over (S8, S11), grouping %i',
    async (grouping) => {
      const { entry, windowTable } = scene(grouping);
      const { messageId } = entry(1);
      const rows = [...skipped(messageId, 2, 'not-assigned'), ...skipped(messageId, 3, 'online')];
      const before = rows.filter((_, index) => index < 2 || index === 4);
      await createDeliveryTable(table).closeDecisions(messageId, before);
      const given = {
        ...entry(1),
        participant: { kind: 'agent', id: 'agent-0' } as const,
        last: { skipped: rows.slice(3) },
      };
      expect(await windowTable.enter(given)).toBeUndefined();
      const handedOver = { ...given, isHandedOver: true };
      expect((await windowTable.enter(handedOver))?.windowId).toBe(messageId);
      // the pending row of agent-0 is not shown
      expect(await reasonsOf(messageId)).toEqual(['online', 'online']);
      // killed before the window was queued
      expect((await windowTable.enter(handedOver))?.windowId).toBe(messageId);
    },
  );

  it.each([0, 10])(
    'mails its first recipient after all if it is handed back to them (S8, R15), grouping %i',
    async (grouping) => {
      const { entry, windowTable } = scene(grouping);
      const [{ messageId }, due] = [entry(1), NOW + grouping * 1000];
      const window = (await windowTable.enter(entry(1))) as GroupingWindow;
      const { lease } = await claimed(windowTable, window, due);
      const gone = { decision: 'skipped', reason: 'no-address' } as const;
      const drop = async () => {
        await windowTable.decide(window, lease, [messageId], gone, new Date(due).toISOString());
        await windowTable.end(window, lease, 'dropped');
      };
      await drop();
      const back = { ...entry(1, due), isHandedOver: true };
      expect((await windowTable.enter(back))?.windowId).toBe(messageId);
      // a function whose lease ended before may come to its end only now
      await drop();
      expect(await reasonsOf(messageId)).toEqual([]);
      expect(await windowTable.claim(window, due + grouping * 1000)).toMatchObject({
        window: { messageIds: [messageId] },
      });
    },
  );

  it.each([
    { n: 1, isNoted: false },
    { n: 1, isNoted: true },
    { n: 2, isNoted: false },
  ])(
    'hands message $n back only once its former window has ended without a mail (S8), row written before: $isNoted',
    async ({ n, isNoted }) => {
      const { entry, windowTable } = scene(10);
      const window = (await windowTable.enter(entry(1))) as GroupingWindow;
      await windowTable.enter(entry(2));
      const due = NOW + 10_000;
      const { lease } = await claimed(windowTable, window, due);
      const gone = { decision: 'skipped', reason: 'no-address' } as const;
      const note = () =>
        windowTable.decide(window, lease, [entry(n).messageId], gone, new Date(due).toISOString());
      if (isNoted) await note();
      const back = { ...entry(n, due), isHandedOver: true };
      await expect(windowTable.enter(back)).rejects.toThrow('in hand');
      if (!isNoted) await note();
      await windowTable.end(window, lease, 'dropped');
      expect((await windowTable.enter(back))?.windowId).toBe(entry(n).messageId);
    },
  );

  it('groups a message that is handed over into the open window of a newer one (S8)', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(2))) as GroupingWindow;
    await windowTable.enter({ ...entry(1), isHandedOver: true });
    expect(await windowTable.claim(window, NOW + 10_000)).toMatchObject({
      window: { messageIds: [entry(1).messageId, entry(2).messageId] },
    });
  });

  it('groups messages before and after a user is taken over (S7, S8)', async () => {
    const { entry, windowTable } = scene(10);
    const former = { kind: 'user', id: 'made-by-mail' } as const;
    const window = await windowTable.enter({ ...entry(1), participant: former });
    const after = { ...entry(2), formerIds: ['older', 'made-by-mail'] };
    for (const again of [after, after]) expect(await windowTable.enter(again)).toBeUndefined();
    expect(await windowTable.claim(window as GroupingWindow, NOW + 10_000)).toMatchObject({
      window: { participant: former, messageIds: [entry(1).messageId, entry(2).messageId] },
    });
    expect(
      (await windowTable.enter({ ...entry(3), formerIds: ['made-by-mail'] }))?.participant,
    ).toEqual(entry(3).participant);
  });

  it('writes more rows than fit into one transaction', async () => {
    const { entry, windowTable } = scene(0);
    const { messageId } = entry(1);
    const last = { skipped: skipped(messageId, 199, 'not-assigned') };
    expect((await windowTable.enter({ ...entry(1), last }))?.windowId).toBe(messageId);
    expect(await reasonsOf(messageId)).toHaveLength(199);
    expect(await isDecided(messageId)).toBe(true);
  });

  it('shows no row before the mail is decided', async () => {
    const { entry, windowTable } = scene(0);
    await windowTable.enter(entry(1));
    expect(await createDeliveryTable(table).list(entry(1).messageId)).toEqual([]);
  });
});
