import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import {
  addCounts,
  type ErasedCounts,
  eraseEach,
} from '../../../../conversations/erased-counts.ts';
import { forgetFiles } from '../../bucket/forget-files.ts';
import { deleteObject, type FileStorage } from '../../bucket/objects.ts';
import { removeConversation } from '../chatting/change-conversation.ts';
import { type Item, keyedItem, readItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { claimedFileItem } from '../items/conversation-items.ts';
import { messageTraceItem, windowTraceItem } from '../items/erasing-items.ts';
import { mailItem, mailLinkItem } from '../items/mail-items.ts';
import { eventNumberItem } from '../items/webhook-items.ts';
import { type ItemKey, keys, ranges } from '../keys.ts';
import { conversationsOfMail } from '../receiving/record-writes.ts';
import { eraseMail, eraseMessageAndMail } from './erase-mail.ts';
import { eraseEvent, eraseMessage } from './erase-message.ts';

/** Items of a conversation that one step erases; if the function is killed, at most so many go uncounted. */
const ITEMS_PER_STEP = 25;

/**
 * Erases the conversation item first, so that nobody can write into it any more, then some of its items, and finally bodies that no item
 * names.
 * @param keptMailId - the mail whose record stays for now, because only it leads here
 */
export async function eraseConversation(
  storage: FileStorage,
  conversationId: string,
  keptMailId?: string,
): Promise<{ removed: ErasedCounts; isDone: boolean }> {
  const { items } = storage;
  const isThere = await removeConversation(items, conversationId);
  const found = await items.page(keyedItem, {
    ...ranges.conversation(conversationId),
    limit: ITEMS_PER_STEP,
  });
  const removed = await eraseEach(found.items, (item) =>
    eraseItem(storage, conversationId, item, keptMailId),
  );
  const isDone = found.items.length === 0;
  if (isDone) await eraseBodies(storage, conversationId);
  return { removed: addCounts(removed, isThere ? { conversations: 1 } : {}), isDone };
}

/** Erases messages and mails with all that belongs to them; windows, budgets and the like are simply deleted. */
async function eraseItem(
  storage: FileStorage,
  conversationId: string,
  item: ItemKey & Item,
  keptMailId?: string,
): Promise<ErasedCounts> {
  const { items } = storage;
  if (item.sk.startsWith('MESSAGE#')) {
    const message = readItem(messageTraceItem, item);
    return message.mailId === keptMailId
      ? eraseMessage(storage, message)
      : eraseMessageAndMail(storage, message);
  }
  if (item.sk.startsWith('MAIL#')) return eraseLinkedMail(storage, conversationId, item);
  if (item.sk.startsWith('FILE#')) return eraseClaimedFile(storage, item);
  if (item.sk.startsWith('EVENT#')) return eraseNumbered(items, item);
  await items.removeMany([...keysOfWindow(item), item]);
  return {};
}

/** A mail that was since released into another conversation belongs there, and stays. */
async function eraseLinkedMail(storage: FileStorage, conversationId: string, link: ItemKey & Item) {
  const { items } = storage;
  const mail = await items.get(mailItem, keys.mail(readItem(mailLinkItem, link).mailId));
  const isHere = mail !== undefined && conversationsOfMail(mail).includes(conversationId);
  const removed = isHere ? await eraseMail(storage, mail) : {};
  await items.removeMany([link]);
  return removed;
}

/** A killed post may have claimed a file for a message that was never written. */
async function eraseClaimedFile(storage: FileStorage, link: ItemKey & Item) {
  await forgetFiles(storage, [readItem(claimedFileItem, link).attachmentId]);
  await storage.items.removeMany([link]);
  return { attachments: 1 };
}

/** Erases an event's number, and the event's deliveries, which it leads to. */
export async function eraseNumbered(items: ItemStore, number: ItemKey & Item) {
  const events = await eraseEvent(items, readItem(eventNumberItem, number).eventId);
  await items.removeMany([number]);
  return events;
}

/** The items that a window or a stored text leads to, for the case that the message which also leads to them is gone. */
export function keysOfWindow(item: Item): ItemKey[] {
  const { mail, messageIds, participant, ...text } = readItem(windowTraceItem, item);
  const sesMessageId = mail?.sesMessageId ?? text.sesMessageId;
  const sent = sesMessageId === undefined ? [] : [keys.sentMail(sesMessageId)];
  return [...sent, ...(participant ? messageIds.map((id) => keys.delivery(id, participant)) : [])];
}

/** A long body is stored before its message, so a killed function may leave one that no message names. */
async function eraseBodies(storage: FileStorage, conversationId: string): Promise<void> {
  const { s3, bucket } = storage;
  for (;;) {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: `bodies/${conversationId}-` }),
    );
    for (const { Key } of Contents) if (Key !== undefined) await deleteObject(storage, Key);
    if (Contents.length === 0) return;
  }
}
