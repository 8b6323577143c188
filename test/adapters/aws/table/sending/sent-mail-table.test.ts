import { beforeAll, describe, expect, it } from 'vitest';
import { sentMailItem } from '../../../../../functions/adapters/aws/table/items/window-items.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { anyItem } from '../../../../support/any-item.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { carla, claimed, NOW, openScenes, record } from './window-scene.ts';

const { table } = await awsOfFile();
const scene = await openScenes(table);

describe('recentTexts', () => {
  it('finds the text of a mail before many that were not sent (S12, S17)', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.recordSent(record(window, 'ses-before-many'));
    for (let n = 10; n < 40; n += 1) {
      const unsent = (await windowTable.enter(entry(n))) as GroupingWindow;
      const { lease } = await claimed(windowTable, unsent);
      await windowTable.end(unsent, lease, 'dropped');
    }
    const texts = await createSentMailTable(table).recentTexts(conversationId);
    expect(texts).toEqual(['text of ses-before-many']);
  });

  it('begins with the mail answered, also behind five newer ones, as one message to many staff leads to (S12)', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    for (let n = 1; n <= 7; n += 1) {
      const window = (await windowTable.enter(entry(n))) as GroupingWindow;
      await windowTable.recordSent(record(window, `ses-${n}`));
    }
    const sentMails = createSentMailTable(table);
    const texts = [7, 6, 5, 4, 3].map((n) => `text of ses-${n}`);
    expect(await sentMails.recentTexts(conversationId)).toEqual(texts);
    expect(await sentMails.recentTexts(conversationId, 'ses-1')).toEqual([
      'text of ses-1',
      ...texts.slice(0, 4),
    ]);
  });
});

describe('recentTexts of a conversation with more mails than one page', () => {
  const MAILS = 30;
  const { entry, windowTable, conversationId } = scene(1);
  const textsFor = (answered: string, of = conversationId) =>
    createSentMailTable(table).recentTexts(of, answered);

  beforeAll(async () => {
    for (let n = 1; n <= MAILS; n += 1) {
      const window = (await windowTable.enter(entry(n))) as GroupingWindow;
      await windowTable.recordSent(record(window, `ses-of-many-${n}`));
    }
  });

  it('begins with the mail answered, also one on a later page (S12)', async () => {
    expect((await textsFor('ses-of-many-1'))[0]).toBe('text of ses-of-many-1');
  });

  it('has no text of another conversation, whatever the mail claims to answer (S3)', async () => {
    expect(await textsFor('ses-of-many-1', 'another')).toEqual([]);
  });
});

describe('mails that version 0.1.0 sent', () => {
  it('are found by their id and their text, which were stored apart (S1, S12)', async () => {
    const { conversationId, entry } = scene(0);
    const { windowId, ...sent } = mailOfBefore(conversationId, entry(1).messageId);
    await table.write(put(sentMailItem, keys.sentMail('ses-old'), sent));
    const text = { sesMessageId: 'ses-old', text: 'as it was' };
    await table.write(put(anyItem, keys.window(windowId, 'user#carla'), text));
    const sentMails = createSentMailTable(table);
    expect(await sentMails.find('ses-old')).toEqual(sent);
    expect(await sentMails.recentTexts(conversationId)).toEqual(['as it was']);
  });

  it.each(['claim', 'enter'] as const)(
    'are not sent again though their text has the key of a window: %s (S15)',
    async (call) => {
      const { entry, windowTable } = scene(0);
      await windowTable.enter(entry(1));
      const { messageId, conversationId } = entry(1);
      const text = { sesMessageId: 'ses-old', text: 'as it was' };
      await table.write(put(anyItem, keys.window(messageId, 'user#carla'), text));
      const name = { conversationId, participant: carla, windowId: messageId };
      if (call === 'claim') expect(await windowTable.claim(name, NOW)).toEqual({ kind: 'settled' });
      else expect(await windowTable.enter(entry(1))).toBeUndefined();
    },
  );

  const mailOfBefore = (conversationId: string, messageId: string) => ({
    sesMessageId: 'ses-old',
    conversationId,
    participant: carla,
    windowId: messageId,
    recipient: 'carla@kunde.example',
    messageIds: [messageId],
    at: '2026-11-01T00:00:00.000Z',
  });
});
