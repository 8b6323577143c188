import {
  addCounts,
  type ErasedCounts,
  eraseEach,
} from '../../../../conversations/erased-counts.ts';
import { type EventSubject, eventsOfRow } from '../../../../conversations/event.ts';
import { eventIdOf } from '../../../../conversations/event-id.ts';
import { forgetFiles } from '../../bucket/forget-files.ts';
import { deleteObject, type FilePlaces } from '../../bucket/objects.ts';
import { anyItem, type ValueOf } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { keyedItem, ledgerTraceItem, type MessageTrace } from '../items/erasing-items.ts';
import { duplicateItem } from '../items/mail-items.ts';
import { windowItem, windowKey } from '../items/window-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import type { Query } from '../query.ts';
import { IF_THERE, update } from '../write.ts';

/** Rows are written only for a message that is one: from here on nobody writes any more, and what is there is found. */
const ERASING = 'erasing';

/** A message's item with everything that hangs on it: body, files, rows, sent mails, events. The item itself goes last: it leads to the rest. */
export async function eraseMessage(
  places: FilePlaces,
  message: MessageTrace,
): Promise<ErasedCounts> {
  const { items } = places;
  const { messageId, conversationId, bodyKey, clientMessageId, mailMessageId } = message;
  const key = keys.message(messageId);
  await items.write(update(keyedItem, key, { set: { type: ERASING } }, IF_THERE));
  const files = message.attachments.map(({ attachmentId }) => attachmentId);
  await forgetFiles(places, files);
  if (bodyKey !== undefined) await deleteObject(places, bodyKey);
  const rows = await eraseRows(items, conversationId, messageId);
  const created = { type: 'message.created', conversationId, messageId } as const;
  const events = await eraseEvents(items, [created]);
  if (mailMessageId !== undefined) await forgetPlace(items, mailMessageId, conversationId);
  // what leads to the message by an id that the chat backend gave it
  const named =
    clientMessageId !== undefined ? [keys.clientMessage(conversationId, clientMessageId)] : [];
  await items.removeMany([...named, key]);
  const own = { messages: 1, attachments: files.length, bodies: bodyKey === undefined ? 0 : 1 };
  return addCounts(addCounts(own, rows), events);
}

/** The guard stays: it says that there was such a mail, and nothing of whom (S15). */
async function forgetPlace(items: ItemStore, messageId: string, conversationId: string) {
  const partition = keys.messageIdPartition(messageId);
  for await (const { pk, sk, ...guard } of items.each(keyedItem, { partition })) {
    if (guard.conversationId !== conversationId) continue;
    await items.write(update(duplicateItem, { pk, sk }, { remove: ['conversationId'] }, IF_THERE));
  }
}

async function eraseRows(
  items: ItemStore,
  conversationId: string,
  messageId: string,
): Promise<ErasedCounts> {
  const rows = await items.all(ledgerTraceItem, { partition: keys.deliveries(messageId) });
  const erased = await eraseEach(rows, async (row) => {
    const { decision, participant, windowId } = row;
    if (!participant) return {};
    const about = { conversationId, messageId, participant };
    // what was sent its window says, and not the row
    const told = [
      ...eventsOfRow(decision, about),
      ...(windowId === undefined ? [] : eventsOfRow('sent', about)),
    ];
    const events = await eraseEvents(items, told);
    return addCounts(events, { sentMails: (await forgetMail(items, row)) ? 1 : 0 });
  });
  await items.removeMany(rows);
  return addCounts(erased, { deliveries: rows.length, sentMails: 0 });
}

/** SES's id leads to the mail no more, and its text is gone; which messages were sent its window says on, for they may be somebody else's, too. */
async function forgetMail(
  items: ItemStore,
  { participant, windowId, sesMessageId }: ValueOf<typeof ledgerTraceItem>,
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
  const gone = await Promise.all(ids.map((id) => items.remove(anyItem, keys.sentMail(id))));
  return gone.some((item) => item !== undefined);
}

/** The text of a window's mail. An update of any item, not of a window: it is kept for no longer than it was. */
export async function forgetText(items: ItemStore, window: ItemKey): Promise<void> {
  const ifText = { if: 'attribute_exists(packed)' };
  await items.write(update(keyedItem, window, { remove: ['packed'] }, ifText));
}

/** The events and their deliveries to webhooks. */
export const eraseEvents = (items: ItemStore, subjects: EventSubject[]): Promise<ErasedCounts> =>
  eraseEach(subjects.map(eventIdOf), (eventId) => eraseEvent(items, eventId));

/** Counted as one, however many webhooks were told. */
export async function eraseEvent(items: ItemStore, eventId: string): Promise<ErasedCounts> {
  const found = await removeFound(items, { partition: keys.event(eventId).pk });
  return found > 0 ? { events: 1 } : {};
}

/** Whatever the query finds goes; gives how many that were. */
export async function removeFound(items: ItemStore, query: Query): Promise<number> {
  const found = await items.all(keyedItem, query);
  await items.removeMany(found);
  return found.length;
}
