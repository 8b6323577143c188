import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { addCounts, type ErasedCounts } from '../../../../conversations/erased-counts.ts';
import type { Participant } from '../../../../conversations/people.ts';
import { removeConversation } from '../chatting/change-conversation.ts';
import type { Item } from '../item-kind.ts';
import { keyedItem } from '../items/erasing-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { conversationsOfMail } from '../receiving/put-links.ts';
import { eraseMail, eraseRecord, followLink } from './erase-mail.ts';
import {
  deleteObject,
  type ErasePlaces,
  eraseEvent,
  eraseMessage,
  keyOf,
} from './erase-message.ts';

/** Items of a conversation that one step erases: a function that dies loses the count of so many at most. */
const ITEMS_PER_STEP = 25;

/** The conversation itself goes first, so that nobody can write into it any more; then some of its items, at last what no item names. */
export async function eraseConversation(
  places: ErasePlaces,
  conversationId: string,
): Promise<{ removed: ErasedCounts; isDone: boolean }> {
  const { items } = places;
  const isThere = await removeConversation(items, conversationId);
  let removed: ErasedCounts = isThere ? { conversations: 1 } : {};
  const found = await items.page(keyedItem, {
    partition: keys.conversation(conversationId).pk,
    limit: ITEMS_PER_STEP,
  });
  for (const item of found.items) {
    removed = addCounts(removed, await eraseItem(places, conversationId, item));
  }
  const isDone = found.items.length === 0;
  if (isDone) await eraseBodies(places, conversationId);
  return { removed, isDone };
}

/** Messages and mails with all that hangs on them; windows, budgets, threads and the like as they are. */
async function eraseItem(
  places: ErasePlaces,
  conversationId: string,
  item: Item,
): Promise<ErasedCounts> {
  const sk = String(item.sk);
  if (sk.startsWith('MESSAGE#')) {
    const mail = typeof item.mailId === 'string' ? await eraseRecord(places, item.mailId) : {};
    return addCounts(mail, await eraseMessage(places, item));
  }
  if (sk.startsWith('MAIL#')) return eraseLinkedMail(places, conversationId, item);
  if (sk.startsWith('EVENT#')) return eraseNumbered(places, item);
  await places.items.removeMany([...ledgersOf(item), keyOf(item)]);
  return {};
}

/** A mail that a person released into another conversation since is that one's. */
async function eraseLinkedMail(places: ErasePlaces, conversationId: string, link: Item) {
  const mail = await followLink(places, String(link.mailId));
  const isHere = mail !== undefined && conversationsOfMail(mail).includes(conversationId);
  const removed = isHere ? await eraseMail(places, mail) : {};
  await places.items.removeMany([keyOf(link)]);
  return removed;
}

/** The number of an event leads to what was told of it. */
export async function eraseNumbered(places: ErasePlaces, number: Item): Promise<ErasedCounts> {
  const events = await eraseEvent(places, String(number.eventId));
  await places.items.removeMany([keyOf(number)]);
  return events > 0 ? { events } : {};
}

/** What a window or a sent text leads to, where the message that would lead there is gone. */
function ledgersOf({ sesMessageId, messageIds, participant }: Item): ItemKey[] {
  const sent = typeof sesMessageId === 'string' ? [keys.sentMail(sesMessageId)] : [];
  const rows = Array.isArray(messageIds)
    ? messageIds.map((id) => keys.delivery(String(id), participant as Participant))
    : [];
  return [...sent, ...rows];
}

/** A long body is stored before its message: whoever dies in between leaves one that no message names. */
async function eraseBodies(places: ErasePlaces, conversationId: string): Promise<void> {
  const { s3, bucket } = places;
  for (;;) {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: `bodies/${conversationId}-` }),
    );
    for (const { Key } of Contents) if (Key !== undefined) await deleteObject(places, Key);
    if (Contents.length === 0) return;
  }
}
