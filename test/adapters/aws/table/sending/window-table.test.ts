import { describe, expect, it } from 'vitest';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { carla, claimed, NOW, openScenes, record } from './window-scene.ts';

const { table } = await awsOfFile();
const scene = await openScenes(table);

describe('listOverdue', () => {
  const overdue = async (until = NOW + 60_000) =>
    (await createWindowTable(table).listOverdue(until)).items.map(({ windowId }) => windowId);

  it('gives windows whose next try is overdue, until they are settled', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    expect(await overdue()).not.toContain(window.windowId);
    const { lease } = await claimed(windowTable, window);
    await windowTable.giveBack(window, lease, NOW + 60_000);
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

describe('a window of version 0.1.0, which had another key', () => {
  it('is missing', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const name = { conversationId, participant: carla, windowId: entry(1).messageId };
    expect(await windowTable.claim(name, NOW)).toEqual({ kind: 'missing' });
  });
});
