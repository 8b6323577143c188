import { describe, expect, it } from 'vitest';
import { keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { windowItem } from '../../../../../functions/adapters/aws/table/items/window-items.ts';
import { INDEX_PARTITIONS, keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { carla, NOW, openScenes, record } from './window-scene.ts';

const { table } = await awsOfFile();
const scene = await openScenes(table);

describe('listOverdue', () => {
  const overdue = async (until = NOW + 60_000) =>
    (await createWindowTable(table).listOverdue(until)).items.map(({ windowId }) => windowId);

  it('gives windows whose next try is overdue, until they are settled', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    expect(await overdue()).not.toContain(window.windowId);
    const claim = await windowTable.claim(window, NOW);
    if (claim.kind !== 'claimed') throw new Error(`not claimed: ${claim.kind}`);
    await windowTable.release(window, claim.lease, NOW + 60_000);
    expect(await overdue(NOW + 59_999)).not.toContain(window.windowId);
    expect(await overdue()).toContain(window.windowId);
    await windowTable.recordSent(record(window, 'ses-overdue'));
    expect(await overdue()).not.toContain(window.windowId);
  });
});

describe('a window of a message that reconcile has already passed', () => {
  it('is listed as overdue from the beginning (S15)', async () => {
    const { entry, windowTable } = scene(0);
    await windowTable.enter({ ...entry(1), isLate: true });
    const { items } = await windowTable.listOverdue(NOW);
    expect(items.map(({ windowId }) => windowId)).toContain(entry(1).messageId);
  });
});

describe('a window written in a former place', () => {
  /** Opens one as before November 2026 (`gsi1`) or before December (`gsi2`). */
  async function openBefore(index: 'gsi1' | 'gsi2', state: 'open' | 'sent' = 'open') {
    const { entry, windowTable, conversationId } = scene(0);
    const windowId = entry(1).messageId;
    const name = { conversationId, participant: carla, windowId };
    const key = keys.legacyWindow(conversationId, 'user#carla', windowId);
    const place = {
      [`${index}pk`]: INDEX_PARTITIONS.lateWindows,
      [`${index}sk`]: new Date(NOW).toISOString(),
    };
    const window = { ...name, messageIds: [windowId], closesAt: NOW, state };
    await table.write(put(windowItem, key, { ...window, ...(state === 'open' && place) }));
    return { name, key, windowTable };
  }
  const listed = async ({ windowId }: { windowId: string }) =>
    (await createWindowTable(table).listOverdue(NOW + 60_000)).items.filter(
      (one) => one.windowId === windowId,
    );

  it.each(['gsi1', 'gsi2'] as const)('is found once when it is overdue, in %s', async (index) => {
    const { name } = await openBefore(index);
    expect(await listed(name)).toEqual([name]);
  });

  it.each(['gsi1', 'gsi2'] as const)(
    'is moved when it is claimed, and found until it is sent, from %s',
    async (index) => {
      const { name, key, windowTable } = await openBefore(index);
      const claim = await windowTable.claim(name, NOW);
      if (claim.kind !== 'claimed') throw new Error(`not claimed: ${claim.kind}`);
      expect(await table.get(keyedItem, key)).toBeUndefined();
      expect(await listed(name)).toEqual([name]);
      await windowTable.recordSent(record(claim.window, `ses-of-before-${index}`));
      expect(await listed(name)).toEqual([]);
    },
  );

  it('is claimed by one of many concurrent calls (S15)', async () => {
    const { name, windowTable } = await openBefore('gsi2');
    const claims = await Promise.all(Array.from({ length: 8 }, () => windowTable.claim(name, NOW)));
    expect(claims.filter(({ kind }) => kind === 'claimed').length).toBe(1);
  });

  it('is not sent again (S15)', async () => {
    const { name, key, windowTable } = await openBefore('gsi2', 'sent');
    expect(await windowTable.claim(name, NOW)).toEqual({ kind: 'settled' });
    expect([await table.get(windowItem, key), await listed(name)]).toMatchObject([
      { state: 'sent' },
      [],
    ]);
  });
});
