import { describe, expect, it } from 'vitest';
import { createPersonEraser } from '../../../../../functions/adapters/aws/table/erasing/person-eraser.ts';
import { keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { type KeyRange, keys, ranges } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { carla, NOW, openScenes, record } from './window-scene.ts';

const { aws, table } = await awsOfFile();
const scene = await openScenes(table);
const eraser = createPersonEraser(table, aws.s3, aws.bucket);

describe('late writes after an erasure (S19)', () => {
  const erased = (key: { pk: string; sk: string }) => table.removeMany([key]);
  const all = (range: KeyRange) => table.all(keyedItem, range);
  const sesLeadsTo = (id: string) => table.all(keyedItem, { partition: keys.sentMail(id).pk });

  it('create no row and no window of an erased message', async () => {
    const { entry, windowTable } = scene(0);
    const { messageId } = entry(1);
    await erased(keys.message(messageId));
    expect(await windowTable.enter(entry(1))).toBeUndefined();
    const row = { messageId, participant: carla, at: '2026-11-22T10:30:00.000Z' };
    await createDeliveryTable(table).closeDecisions(messageId, [
      { ...row, decision: 'skipped', reason: 'online' },
    ]);
    await createDeliveryTable(table).putSummaries(
      messageId,
      [{ reason: 'not-assigned', count: 2 }],
      row.at,
    );
    expect(await all(ranges.deliveries(messageId))).toEqual([]);
  });

  it('are removed with the window if the mail is sent while its conversation is being erased', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await erased(keys.conversation(conversationId));
    await erased(keys.message(entry(1).messageId));
    await erased(keys.delivery(entry(1).messageId, carla));
    await windowTable.recordSent(record(window, 'ses-late'));
    while (!(await eraser.eraseConversation(conversationId)));
    expect(await all(ranges.conversation(conversationId))).toEqual([]);
    expect(await all(ranges.deliveries(entry(1).messageId))).toEqual([]);
    expect(await sesLeadsTo('ses-late')).toEqual([]);
  });

  it('create nothing for a mail whose window is erased', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await erased(keys.conversation(conversationId));
    while (!(await eraser.eraseConversation(conversationId)));
    await windowTable.recordSent(record(window, 'ses-gone'));
    expect(await all(ranges.conversation(conversationId))).toEqual([]);
    expect(await all(ranges.deliveries(entry(1).messageId))).toEqual([]);
    expect(await sesLeadsTo('ses-gone')).toEqual([]);
  });

  it('record the remaining messages of a mail when one was an erased guest’s', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.enter(entry(2));
    await table.removeMany([keys.delivery(entry(1).messageId, carla)]);
    const both = { ...window, messageIds: [entry(1).messageId, entry(2).messageId] };
    await windowTable.recordSent(record(both, 'ses-rest'));
    expect(await all(ranges.deliveries(entry(1).messageId))).toEqual([]);
    expect(await createDeliveryTable(table).list(entry(2).messageId)).toMatchObject([
      { decision: 'sent', sesMessageId: 'ses-rest' },
    ]);
    expect(await windowTable.claim(both, NOW + 60_000)).toEqual({ kind: 'settled' });
  });
});
