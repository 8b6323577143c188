import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { DELIVERY_REASONS } from '../../../../conversations/delivery.ts';
import type { ErasedCounts } from '../../../../conversations/erased-counts.ts';
import { eventIdOf } from '../../../../conversations/event-id.ts';
import { attachmentKey } from '../../bucket/attachment-object.ts';
import { deleteItems, deletePartition } from '../delete-items.ts';
import { keys } from '../keys.ts';
import { ofPartition, queryAll } from '../query-pages.ts';
import type { Table } from '../table.ts';

type Item = Record<string, unknown>;

export interface ErasePlaces {
  table: Table;
  s3: S3Client;
  bucket: string;
}

export async function deleteObject({ s3, bucket }: ErasePlaces, Key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}

/** A message's item with everything that hangs on it: body, files, rows, sent mails, events. The item itself goes last. */
export async function eraseMessage(places: ErasePlaces, item: Item): Promise<ErasedCounts> {
  const { pk, sk, messageId, conversationId, attachments, bodyKey } = item;
  const id = String(messageId);
  const files = await eraseFiles(places, attachments);
  if (typeof bodyKey === 'string') await deleteObject(places, bodyKey);
  const rows = await eraseRows(places, String(conversationId), id);
  const created = eventIdOf({
    type: 'message.created',
    conversationId: String(conversationId),
    messageId: id,
  });
  const events = rows.events + (await eraseEvent(places, created));
  await deleteItems(places.table, [{ pk: String(pk), sk: String(sk) }]);
  return {
    messages: 1,
    attachments: files,
    bodies: typeof bodyKey === 'string' ? 1 : 0,
    deliveries: rows.deliveries,
    sentMails: rows.sentMails,
    events,
  };
}

async function eraseFiles(places: ErasePlaces, attachments: unknown): Promise<number> {
  const ids = (Array.isArray(attachments) ? attachments : []).map(({ attachmentId }) =>
    String(attachmentId),
  );
  for (const id of ids) await deleteObject(places, attachmentKey(id));
  await deleteItems(places.table, ids.map(keys.attachment));
  return ids.length;
}

async function eraseRows(places: ErasePlaces, conversationId: string, messageId: string) {
  const { pk } = keys.delivery(messageId, { kind: '', id: '' });
  const sent: string[] = [];
  let events = 0;
  for await (const row of queryAll(places.table, ofPartition(pk))) {
    if (typeof row.sesMessageId === 'string') sent.push(row.sesMessageId);
    events += await eraseBounceEvents(places, conversationId, row);
  }
  await deleteItems(places.table, sent.map(keys.sentMail));
  const deliveries = await deletePartition(places.table, pk);
  return { deliveries, sentMails: sent.length, events };
}

/** A row may have bounced for one reason and then for a graver one. */
async function eraseBounceEvents(
  places: ErasePlaces,
  conversationId: string,
  row: Item,
): Promise<number> {
  const { messageId, participant, decision } = row as {
    messageId: string;
    participant?: { kind: 'user' | 'agent' | 'guest'; id: string };
    decision: string;
  };
  if (decision !== 'bounced' || !participant) return 0;
  let count = 0;
  for (const reason of DELIVERY_REASONS.bounced) {
    const type = 'message.bounced';
    const subject = { type, conversationId, messageId, participant, reason } as const;
    count += await eraseEvent(places, eventIdOf(subject));
  }
  return count;
}

/** The event and its deliveries to webhooks; counted as one. */
export async function eraseEvent({ table }: ErasePlaces, eventId: string): Promise<number> {
  return (await deletePartition(table, keys.event(eventId).pk)) > 0 ? 1 : 0;
}
