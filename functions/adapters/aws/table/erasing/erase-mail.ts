import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ErasedCounts } from '../../../../conversations/erased-counts.ts';
import { eventIdOf } from '../../../../conversations/event-id.ts';
import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { keyOfMailId } from '../../bucket/raw-mail-store.ts';
import { deleteItems } from '../delete-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { queryAll } from '../query-pages.ts';
import type { Table } from '../table.ts';
import { deleteObject, type ErasePlaces, eraseEvent, eraseMessage } from './erase-message.ts';

/** The record of a mail, its octets, and the events that told of its being held. */
export async function eraseRecord(places: ErasePlaces, mailId: string): Promise<ErasedCounts> {
  await deleteObject(places, keyOfMailId(mailId));
  let events = 0;
  for (const reason of INBOUND_REASONS.held) {
    events += await eraseEvent(places, eventIdOf({ type: 'inbound.held', mailId, reason }));
  }
  const { table } = places;
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.mail(mailId), ConsistentRead: true }),
  );
  await deleteItems(table, [keys.mail(mailId), keys.mailNumber(mailId)]);
  return Item ? { mails: 1, rawMails: 1, events } : { events };
}

/** A mail and the message that it made, wherever that stands. The record goes last: it is what leads to the rest. */
export async function eraseMail(
  places: ErasePlaces,
  { mailId, messageId }: MailRecord,
): Promise<ErasedCounts[]> {
  const message = messageId === undefined ? {} : await eraseMessageOf(places, messageId);
  return [message, await eraseRecord(places, mailId)];
}

async function eraseMessageOf(places: ErasePlaces, messageId: string): Promise<ErasedCounts> {
  const { table } = places;
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.message(messageId), ConsistentRead: true }),
  );
  await eraseSentTexts(table, messageId);
  return Item ? eraseMessage(places, Item) : {};
}

/** What we mailed of the conversation from this message on may quote it. Reply extraction does without (S12). */
async function eraseSentTexts(table: Table, messageId: string): Promise<void> {
  const from = keys.sentText(messageId, '');
  const found: ItemKey[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
    ExpressionAttributeValues: { ':pk': from.pk, ':from': from.sk, ':until': 'SENT#~' },
    ConsistentRead: true,
  };
  for await (const { pk, sk } of queryAll(table, query)) {
    found.push({ pk: String(pk), sk: String(sk) });
  }
  await deleteItems(table, found);
}
