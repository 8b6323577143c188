import {
  addCounts,
  type ErasedCounts,
  eraseEach,
} from '../../../../conversations/erased-counts.ts';
import { type EventSubject, eventsOfRow } from '../../../../conversations/events/event.ts';
import { eventIdOf } from '../../../../conversations/events/event-id.ts';
import { forgetFiles } from '../../bucket/forget-files.ts';
import { deleteObject, type FileStorage } from '../../bucket/objects.ts';
import { keyedItem, type ValueOf } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryTraceItem, type MessageTrace } from '../items/erasing-items.ts';
import { duplicateItem } from '../items/mail-items.ts';
import { windowItem, windowKey } from '../items/window-items.ts';
import { type ItemKey, keys, ranges } from '../keys.ts';
import type { Query } from '../query.ts';
import { IF_THERE, update } from '../write.ts';

/** A message of this type gets no more rows (see `messageStands`), so all rows that exist are found. */
const ERASING = 'erasing';

/**
 * Erases a message's item with everything that belongs to it: body, files, rows, sent mails, events. The item goes last, because it leads
 * to the rest.
 */
export async function eraseMessage(
  storage: FileStorage,
  message: MessageTrace,
): Promise<ErasedCounts> {
  const { items } = storage;
  const { messageId, conversationId, bodyKey, clientMessageId, mailMessageId } = message;
  const key = keys.message(messageId);
  await items.write(update(keyedItem, key, { set: { type: ERASING } }, IF_THERE));
  const files = message.attachments.map(({ attachmentId }) => attachmentId);
  await forgetFiles(storage, files);
  if (bodyKey !== undefined) await deleteObject(storage, bodyKey);
  const rows = await eraseRows(items, conversationId, messageId);
  const created = { type: 'message.created', conversationId, messageId } as const;
  const events = await eraseEvents(items, [created]);
  if (mailMessageId !== undefined) await forgetPlace(items, mailMessageId, conversationId);
  // the item that leads to the message by the chat backend's own id
  const named =
    clientMessageId !== undefined ? [keys.clientMessage(conversationId, clientMessageId)] : [];
  await items.removeMany([...named, key]);
  const own = { messages: 1, attachments: files.length, bodies: bodyKey === undefined ? 0 : 1 };
  return addCounts(addCounts(own, rows), events);
}

/** Removes where the mail was delivered from its duplicate guard. The guard itself stays: it names nobody (S15). */
async function forgetPlace(items: ItemStore, messageId: string, conversationId: string) {
  for await (const { pk, sk, ...guard } of items.each(keyedItem, ranges.duplicates(messageId))) {
    if (guard.conversationId !== conversationId) continue;
    await items.write(update(duplicateItem, { pk, sk }, { remove: ['conversationId'] }, IF_THERE));
  }
}

async function eraseRows(
  items: ItemStore,
  conversationId: string,
  messageId: string,
): Promise<ErasedCounts> {
  const rows = await items.all(deliveryTraceItem, ranges.deliveries(messageId));
  const about = { conversationId, messageId };
  const erased = await eraseEach(rows, (row) => eraseRow(items, about, row));
  return addCounts(erased, { deliveries: 0, sentMails: 0 });
}

/** Erases a row about a message, with its events and the mail's traces. The row goes last, because it leads to the rest. */
export async function eraseRow(
  items: ItemStore,
  message: { conversationId: string; messageId: string },
  row: ValueOf<typeof deliveryTraceItem>,
): Promise<ErasedCounts> {
  const { decision, participant, windowId } = row;
  let erased: ErasedCounts = { deliveries: 1 };
  if (participant) {
    const about = { ...message, participant };
    // that a mail was sent stands in the window, not in the row
    const told = [
      ...eventsOfRow(decision, about),
      ...(windowId === undefined ? [] : eventsOfRow('sent', about)),
    ];
    erased = addCounts(erased, await eraseEvents(items, told));
    if (await forgetMail(items, row)) erased = addCounts(erased, { sentMails: 1 });
  }
  await items.removeMany([row]);
  return erased;
}

/**
 * Removes the item of the SES id, and the mail's text. Which messages were sent stays in the window, because other people's may be among
 * them.
 */
async function forgetMail(
  items: ItemStore,
  { participant, windowId, sesMessageId }: ValueOf<typeof deliveryTraceItem>,
): Promise<boolean> {
  const ids = sesMessageId === undefined ? [] : [sesMessageId];
  if (participant && windowId !== undefined) {
    const key = windowKey({ participant, windowId });
    const mail = (await items.get(windowItem, key))?.mail;
    if (mail) {
      await forgetText(items, key);
      ids.push(mail.sesMessageId);
    }
  }
  const wereThere = await Promise.all(ids.map((id) => items.remove(keys.sentMail(id))));
  return wereThere.includes(true);
}

/**
 * Removes the text of a window's mail. It is written as a `keyedItem`, because an update by `windowItem` would extend the window's expiry.
 */
export async function forgetText(items: ItemStore, window: ItemKey): Promise<void> {
  const ifText = { if: 'attribute_exists(packed)' };
  await items.write(update(keyedItem, window, { remove: ['packed'] }, ifText));
}

/** Erases the events and their deliveries to webhooks. */
export const eraseEvents = (items: ItemStore, subjects: EventSubject[]): Promise<ErasedCounts> =>
  eraseEach(subjects.map(eventIdOf), (eventId) => eraseEvent(items, eventId));

/** Counts as one event, however many webhooks it was delivered to. */
export async function eraseEvent(items: ItemStore, eventId: string): Promise<ErasedCounts> {
  const found = await removeFound(items, ranges.event(eventId));
  return found > 0 ? { events: 1 } : {};
}

/** Deletes every item that the query finds; returns how many. */
export async function removeFound(items: ItemStore, query: Query): Promise<number> {
  const found = await items.all(keyedItem, query);
  await items.removeMany(found);
  return found.length;
}
