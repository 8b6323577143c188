import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { DELIVERY_REASONS } from '../../../../conversations/delivery.ts';
import type { ErasedCounts } from '../../../../conversations/erased-counts.ts';
import type { EventSubject } from '../../../../conversations/event.ts';
import { eventIdOf } from '../../../../conversations/event-id.ts';
import { attachmentKey } from '../../bucket/attachment-object.ts';
import type { Item } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { keyedItem } from '../items/erasing-items.ts';
import { duplicateItem } from '../items/mail-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { IF_THERE, update } from '../write.ts';

export interface ErasePlaces {
  items: ItemStore;
  s3: S3Client;
  bucket: string;
}

export async function deleteObject({ s3, bucket }: ErasePlaces, Key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}

/** Rows are written only for a message that is one: from here on nobody writes any more, and what is there is found. */
const ERASING = 'erasing';

export const keyOf = ({ pk, sk }: Item): ItemKey => ({ pk: String(pk), sk: String(sk) });

/** A message's item with everything that hangs on it: body, files, rows, sent mails, events. The item itself goes last: it leads to the rest. */
export async function eraseMessage(places: ErasePlaces, item: Item): Promise<ErasedCounts> {
  const { messageId, conversationId, attachments, bodyKey, mailMessageId } = item;
  const id = String(messageId);
  await places.items.write(update(keyedItem, keyOf(item), { set: { type: ERASING } }, IF_THERE));
  const files = await eraseFiles(places, idsOf(attachments));
  if (typeof bodyKey === 'string') await deleteObject(places, bodyKey);
  const rows = await eraseRows(places, String(conversationId), id);
  const created = eventIdOf({
    type: 'message.created',
    conversationId: String(conversationId),
    messageId: id,
  });
  const events = rows.events + (await eraseEvent(places, created));
  if (typeof mailMessageId === 'string') {
    await forgetPlace(places, mailMessageId, String(conversationId));
  }
  await places.items.removeMany([...namesOf(item), keyOf(item)]);
  return {
    messages: 1,
    attachments: files,
    bodies: typeof bodyKey === 'string' ? 1 : 0,
    deliveries: rows.deliveries,
    sentMails: rows.sentMails,
    events,
  };
}

/** What leads to the message by an id that the chat backend gave it. */
const namesOf = ({ conversationId, clientMessageId }: Item): ItemKey[] =>
  typeof clientMessageId === 'string'
    ? [keys.clientMessage(String(conversationId), clientMessageId)]
    : [];

/** The guard stays: it says that there was such a mail, and nothing of whom (S15). */
async function forgetPlace({ items }: ErasePlaces, messageId: string, conversationId: string) {
  const partition = keys.messageIdPartition(messageId);
  for await (const guard of items.each(keyedItem, { partition })) {
    if (guard.conversationId !== conversationId) continue;
    await items.write(
      update(duplicateItem, keyOf(guard), { remove: ['conversationId'] }, IF_THERE),
    );
  }
}

const idsOf = (attachments: unknown): string[] =>
  (Array.isArray(attachments) ? attachments : []).map(({ attachmentId }) => String(attachmentId));

export async function eraseFiles(places: ErasePlaces, ids: string[]): Promise<number> {
  for (const id of ids) await deleteObject(places, attachmentKey(id));
  await places.items.removeMany(ids.map(keys.attachment));
  return ids.length;
}

async function eraseRows(places: ErasePlaces, conversationId: string, messageId: string) {
  const { pk } = keys.delivery(messageId, { kind: '', id: '' });
  const rows = await places.items.all(keyedItem, { partition: pk });
  const sent = rows.flatMap(({ sesMessageId }) =>
    typeof sesMessageId === 'string' ? [sesMessageId] : [],
  );
  let events = 0;
  for (const row of rows) events += await eraseRowEvents(places, conversationId, row);
  await places.items.removeMany([...sent.map(keys.sentMail), ...rows.map(keyOf)]);
  return { deliveries: rows.length, sentMails: sent.length, events };
}

/** A row may have been sent, have bounced for one reason and then for a graver one. */
async function eraseRowEvents(
  places: ErasePlaces,
  conversationId: string,
  row: Item,
): Promise<number> {
  const { messageId, participant, decision } = row as {
    messageId: string;
    participant?: { kind: 'user' | 'agent' | 'guest'; id: string };
    decision: string;
  };
  if (!participant) return 0;
  const about = { conversationId, messageId, participant };
  const subjects: EventSubject[] = [
    ...(decision === 'sent' || decision === 'bounced'
      ? [{ type: 'message.sent', ...about } as const]
      : []),
    ...(decision === 'failed'
      ? DELIVERY_REASONS.failed.map(
          (reason) => ({ type: 'message.failed', ...about, reason }) as const,
        )
      : []),
    ...(decision === 'bounced'
      ? DELIVERY_REASONS.bounced.map(
          (reason) => ({ type: 'message.bounced', ...about, reason }) as const,
        )
      : []),
  ];
  let count = 0;
  for (const subject of subjects) count += await eraseEvent(places, eventIdOf(subject));
  return count;
}

/** The event and its deliveries to webhooks; counted as one. */
export async function eraseEvent({ items }: ErasePlaces, eventId: string): Promise<number> {
  const found = await items.all(keyedItem, { partition: keys.event(eventId).pk });
  await items.removeMany(found.map(keyOf));
  return found.length > 0 ? 1 : 0;
}
