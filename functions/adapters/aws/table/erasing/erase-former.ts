import {
  addCounts,
  type ErasedCounts,
  eraseEach,
} from '../../../../conversations/erased-counts.ts';
import type { FileStorage } from '../../bucket/objects.ts';
import type { Item } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationLinkItem } from '../items/conversation-items.ts';
import {
  deliveryTraceItem,
  type MessageTrace,
  messageTraceItem,
  windowTraceItem,
} from '../items/erasing-items.ts';
import { windowOfKey } from '../items/window-items.ts';
import { keys, ranges } from '../keys.ts';
import { keysOfWindow } from './erase-conversation.ts';
import { eraseMessageAndMail } from './erase-mail.ts';
import { eraseRow } from './erase-message.ts';
import { eraseSentTexts } from './erase-sent-texts.ts';

/**
 * Erases what is the person's in conversations that now have another user; everything else there stays. The link to a conversation goes
 * once a round finds nothing there, because a decision under way may write a row late.
 * @param userIds every id of the person: what was written under one may have been given away under another
 */
export async function eraseFormer(
  storage: FileStorage,
  userIds: readonly string[],
): Promise<ErasedCounts> {
  const { items } = storage;
  return eraseEach(userIds, async (userId) => {
    const links = await items.all(conversationLinkItem, ranges.formerConversations(userId));
    return eraseEach(links, async ({ conversationId }) => {
      const removed = await eraseFormerIn(storage, conversationId, userIds);
      if (Object.keys(removed).length === 0) {
        await items.removeMany([keys.formerConversation(userId, conversationId)]);
      }
      return removed;
    });
  });
}

async function eraseFormerIn(
  storage: FileStorage,
  conversationId: string,
  userIds: readonly string[],
): Promise<ErasedCounts> {
  const { items } = storage;
  const messages = await items.all(messageTraceItem, ranges.messages(conversationId));
  const own = messages.filter(
    ({ author: { kind, id = '' } }) => kind === 'user' && userIds.includes(id),
  );
  const words = await eraseWords(storage, own);
  const rows = await eraseEach(userIds, (id) => eraseRowsAbout(items, id, messages));
  await removeWindowsOf(items, conversationId, userIds);
  return addCounts(words, rows);
}

/** Erases the texts of mails that may quote the messages, then the messages. The first goes last, because it leads to the texts. */
async function eraseWords(storage: FileStorage, own: MessageTrace[]): Promise<ErasedCounts> {
  const [first] = own;
  if (first) await eraseSentTexts(storage.items, first.messageId);
  return eraseEach(own.reverse(), (message) => eraseMessageAndMail(storage, message));
}

/** Erases the rows about the user, which have their address. */
async function eraseRowsAbout(
  items: ItemStore,
  userId: string,
  messages: MessageTrace[],
): Promise<ErasedCounts> {
  const user = { kind: 'user', id: userId };
  const looks = messages.map(async (message) => {
    const row = await items.get(deliveryTraceItem, keys.delivery(message.messageId, user));
    return row ? [{ message, row }] : [];
  });
  const found = (await Promise.all(looks)).flat();
  return eraseEach(found, ({ message, row }) => eraseRow(items, message, row));
}

/** Removes the windows of the mails to the user, which have their address, too, and the texts. */
async function removeWindowsOf(
  items: ItemStore,
  conversationId: string,
  userIds: readonly string[],
): Promise<void> {
  const isOwn = (window: Item) => {
    const { kind, id } = windowOfKey(window).participant;
    return kind === 'user' && userIds.includes(id);
  };
  const windows = await items.all(windowTraceItem, ranges.windows(conversationId));
  const own = windows.filter(isOwn);
  await items.removeMany(own.flatMap((window) => [...keysOfWindow(window), window]));
}
