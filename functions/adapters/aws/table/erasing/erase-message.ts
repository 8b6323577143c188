import { type EventSubject, eventsOfRow } from '../../../../conversations/events/event.ts';
import { eventIdOf } from '../../../../conversations/events/event-id.ts';
import { deleteObject } from '../../bucket/objects.ts';
import type { Condition } from '../expressions.ts';
import { forgetFiles } from '../files/forget-files.ts';
import { type Item, keyedItem, readItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import {
  type DeliveryTrace,
  deliveryTraceItem,
  type MessageTrace,
  type WindowTrace,
} from '../items/erasing-items.ts';
import { duplicateItem } from '../items/mail-items.ts';
import { eventNumberItem } from '../items/webhook-items.ts';
import { windowItem, windowKey } from '../items/window-items.ts';
import { type ItemKey, keys, ranges } from '../keys.ts';
import { IF_THERE, update } from '../write.ts';
import { eraseSuppressionOfNobody } from './erase-suppression.ts';
import type { Erasing } from './erasing.ts';

/** A message of this type gets no more rows (see `messageStands`), so all rows that exist are found. */
const ERASING = 'erasing';

/** Erases a message with its files, body, rows, our mails and events. */
export async function eraseMessage(erasing: Erasing, message: MessageTrace): Promise<void> {
  const { items } = erasing;
  const { messageId, conversationId, bodyKey, clientMessageId, mailMessageId } = message;
  const key = keys.message(messageId);
  await items.write(update(keyedItem, key, { set: { type: ERASING } }, IF_THERE));
  const files = message.attachments.map(({ attachmentId }) => attachmentId);
  await forgetFiles(erasing, files);
  if (bodyKey !== undefined) await deleteObject(erasing, bodyKey);
  const rows = await items.all(deliveryTraceItem, ranges.deliveries(messageId));
  for (const row of rows) await eraseRow(erasing, message, row);
  await eraseEvents(erasing, [{ type: 'message.created', conversationId, messageId }]);
  if (mailMessageId !== undefined) await forgetPlace(items, mailMessageId, conversationId);
  const named =
    clientMessageId === undefined ? [] : [keys.clientMessage(conversationId, clientMessageId)];
  await items.removeMany([...named, key]);
  erasing.count('messages');
  erasing.count('attachments', files.length);
  erasing.count('bodies', bodyKey === undefined ? 0 : 1);
}

/** Removes where the mail was delivered from its duplicate guard. The guard itself stays: it names nobody (S15). */
async function forgetPlace(items: ItemStore, messageId: string, conversationId: string) {
  for await (const { pk, sk, ...guard } of items.each(keyedItem, ranges.duplicates(messageId))) {
    if (guard.conversationId !== conversationId) continue;
    await items.write(update(duplicateItem, { pk, sk }, { remove: ['conversationId'] }, IF_THERE));
  }
}

/** Erases a row about a message, with its events and the traces of our mail. */
export async function eraseRow(
  erasing: Erasing,
  { conversationId, messageId }: MessageTrace,
  row: DeliveryTrace,
): Promise<void> {
  const { decision, participant, recipient, windowId } = row;
  if (participant) {
    const about = { conversationId, messageId, participant };
    // that a mail was sent stands in the window, not in the row
    const sent = windowId === undefined ? [] : eventsOfRow('sent', about);
    await eraseEvents(erasing, [...eventsOfRow(decision, about), ...sent]);
    await eraseOurMail(erasing, row);
    // after the mail's SES id, without which a late event suppresses nobody
    if (decision === 'bounced' && participant.kind === 'user' && recipient !== undefined)
      await eraseSuppressionOfNobody(erasing, recipient);
  }
  await erasing.items.removeMany([row]);
  erasing.count('deliveries');
}

/**
 * Erases the item of the SES id, and the mail's text. Which messages were sent stays in the window, because other people's may be among
 * them.
 */
async function eraseOurMail(
  erasing: Erasing,
  { participant, windowId, sesMessageId }: DeliveryTrace,
): Promise<void> {
  const { items } = erasing;
  const ids = sesMessageId === undefined ? [] : [sesMessageId];
  if (participant && windowId !== undefined) {
    const key = windowKey({ participant, windowId });
    const mail = (await items.get(windowItem, key))?.mail;
    if (mail) {
      await eraseText(items, key);
      ids.push(mail.sesMessageId);
    }
  }
  const wereThere = await Promise.all(ids.map((id) => items.remove(keys.sentMail(id))));
  erasing.count('sentMails', wereThere.includes(true) ? 1 : 0);
}

/** A window that still has the text of its mail, or who wrote its messages. */
export const HAS_TEXT: Condition = { if: 'attribute_exists(packed) OR attribute_exists(authors)' };

/**
 * Removes the text of a window's mail, and who wrote its messages. It is written as a `keyedItem`, because an update by `windowItem` would
 * extend the window's expiry.
 */
export async function eraseText(items: ItemStore, window: ItemKey): Promise<void> {
  await items.write(update(keyedItem, window, { remove: ['packed', 'authors'] }, HAS_TEXT));
}

/** Erases windows whole, with the rows and SES ids that they lead to, for the case that no message leads there any more. */
export const eraseWindows = (items: ItemStore, windows: WindowTrace[]): Promise<void> =>
  items.removeMany(
    windows.flatMap((window) => {
      const { mail, messageIds, participant } = window;
      const sesMessageId = mail?.sesMessageId ?? window.sesMessageId;
      const rows = participant ? messageIds.map((id) => keys.delivery(id, participant)) : [];
      return [
        ...(sesMessageId === undefined ? [] : [keys.sentMail(sesMessageId)]),
        ...rows,
        window,
      ];
    }),
  );

/** Erases the events and their deliveries to webhooks. */
export async function eraseEvents(erasing: Erasing, subjects: EventSubject[]): Promise<void> {
  for (const subject of subjects) await eraseEvent(erasing, eventIdOf(subject));
}

/** Erases an event's number, and the event, which it leads to. */
export async function eraseNumbered(erasing: Erasing, number: ItemKey & Item): Promise<void> {
  await eraseEvent(erasing, readItem(eventNumberItem, number).eventId);
  await erasing.items.removeMany([number]);
}

/** Counts as one event, however many webhooks it was delivered to. */
async function eraseEvent(erasing: Erasing, eventId: string): Promise<void> {
  const found = await erasing.removeFound(ranges.event(eventId));
  if (found > 0) erasing.count('events');
}
