import { describe, expect, it } from 'vitest';
import {
  windowItem,
  windowKey,
} from '../../../../../functions/adapters/aws/table/items/window-items.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { ATTEMPT_MS, type GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { claimed, NOW, openScenes, record } from './window-scene.ts';

const { table } = await awsOfFile();
const scene = await openScenes(table);

describe('claim', () => {
  it('waits for the window to close', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    expect(await windowTable.claim(window, NOW + 4_000)).toEqual({ kind: 'early', waitMs: 6_000 });
  });

  it('gives the lease to one of many concurrent calls (S15)', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => windowTable.claim(window, NOW)),
    );
    expect(claims.filter(({ kind }) => kind === 'claimed').length).toBe(1);
    expect(claims.filter(({ kind }) => kind === 'early').length).toBe(7);
  });

  it('takes over from a killed function once its lease has ended on every clock', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    const killed = await claimed(windowTable, window);
    // the killed function's clock may be slow
    expect((await windowTable.claim(window, NOW + ATTEMPT_MS.lease)).kind).toBe('early');
    const next = await windowTable.claim(window, NOW + ATTEMPT_MS.lease + ATTEMPT_MS.skew);
    expect(next.kind).toBe('claimed');
    expect(await windowTable.renew(window, killed.lease, NOW + ATTEMPT_MS.lease)).toBe(false);
  });

  it('is settled for a sent window (S15)', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.recordSent(record(window, 'ses-settled'));
    expect(await windowTable.claim(window, NOW + ATTEMPT_MS.lease)).toEqual({ kind: 'settled' });
    expect(await windowTable.renew(window, { id: 'any', until: NOW }, NOW)).toBe(false);
  });

  it('stores SES’s id of a sent window if its sender was killed before (S1, S15)', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.recordSent(record(window, 'ses-died'));
    await table.removeMany([keys.sentMail('ses-died')]);
    await windowTable.claim(window, NOW);
    expect(await createSentMailTable(table).find('ses-died')).toMatchObject({ conversationId });
  });

  it('does not store it once the messages were erased (S19)', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.recordSent(record(window, 'ses-erased'));
    await table.removeMany([keys.sentMail('ses-erased')]);
    await table.update(windowItem, windowKey(window), { remove: ['packed'] });
    await windowTable.claim(window, NOW);
    expect(await createSentMailTable(table).placeOf('ses-erased')).toBeUndefined();
  });
});
