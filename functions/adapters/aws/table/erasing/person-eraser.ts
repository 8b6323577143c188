import type { S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { addCounts, type ErasedCounts } from '../../../../conversations/erased-counts.ts';
import type { PersonEraser } from '../../../../steps/erasing/ports.ts';
import { deleteItems, deletePartition } from '../delete-items.ts';
import { readItem } from '../item-kind.ts';
import { mailItem } from '../items/mail-items.ts';
import { INDEX_PARTITIONS, type ItemKey, keys } from '../keys.ts';
import { ofPartition, queryAll, queryPage } from '../query-pages.ts';
import type { Table } from '../table.ts';
import { eraseMail, eraseRecord } from './erase-mail.ts';
import { type ErasePlaces, eraseMessage } from './erase-message.ts';

/** Conversations of the index that one step looks at. */
const CONVERSATIONS_PER_STEP = 500;
/** Mails of the index that one step looks at: also when all of them are to go, a step takes seconds. */
const MAILS_PER_STEP = 100;
/** Items of a conversation that one step erases: a function that dies loses the count of so many at most. */
const ITEMS_PER_STEP = 25;

const keyOf = ({ pk, sk }: Record<string, unknown>): ItemKey => ({
  pk: String(pk),
  sk: String(sk),
});

async function conversationsOf(table: Table, userId: string, cursor: string | undefined) {
  const page = await queryPage(
    table,
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :pk',
      FilterExpression: 'userId = :user',
      ExpressionAttributeValues: { ':pk': INDEX_PARTITIONS.conversations, ':user': userId },
      Limit: CONVERSATIONS_PER_STEP,
    },
    cursor,
  );
  return { ...page, items: page.items.map(({ conversationId }) => String(conversationId)) };
}

async function mails(table: Table, cursor: string | undefined) {
  const page = await queryPage(
    table,
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :pk',
      ExpressionAttributeValues: { ':pk': INDEX_PARTITIONS.mails },
      Limit: MAILS_PER_STEP,
    },
    cursor,
  );
  return { ...page, items: page.items.map((item) => readItem(mailItem, item)) };
}

/** The conversation itself goes first, so that nobody can write into it any more; then some of its items. */
async function eraseConversation(
  places: ErasePlaces,
  conversationId: string,
): Promise<{ removed: ErasedCounts; isDone: boolean }> {
  const { table } = places;
  let removed = await eraseHead(table, conversationId);
  const query = { ...ofPartition(keys.conversation(conversationId).pk), Limit: ITEMS_PER_STEP };
  const { items } = await queryPage(table, query, undefined);
  for (const item of items) removed = addCounts(removed, await eraseItem(places, item));
  return { removed, isDone: items.length === 0 };
}

async function eraseHead({ client, name }: Table, conversationId: string): Promise<ErasedCounts> {
  const { Attributes } = await client.send(
    new DeleteCommand({
      TableName: name,
      Key: keys.conversation(conversationId),
      ReturnValues: 'ALL_OLD',
    }),
  );
  return Attributes ? { conversations: 1 } : {};
}

/** Messages with all that hangs on them; windows, budgets, threads and the like as they are. */
async function eraseItem(
  places: ErasePlaces,
  item: Record<string, unknown>,
): Promise<ErasedCounts> {
  if (item.type === 'message') {
    const mail = typeof item.mailId === 'string' ? await eraseRecord(places, item.mailId) : {};
    return addCounts(mail, await eraseMessage(places, item));
  }
  const sent = typeof item.sesMessageId === 'string' ? [keys.sentMail(item.sesMessageId)] : [];
  await deleteItems(places.table, [...sent, keyOf(item)]);
  return {};
}

/** Rows, texts and windows about the guest: whatever names the address. */
async function eraseGuest(
  { table }: ErasePlaces,
  conversationId: string,
  address: string,
): Promise<ErasedCounts> {
  const found: ItemKey[] = [];
  const rows: ItemKey[] = [];
  const guest = { kind: 'guest', id: address };
  for await (const item of queryAll(table, ofPartition(keys.conversation(conversationId).pk))) {
    if (String(item.sk).includes(address)) found.push(keyOf(item));
    if (item.type === 'message') rows.push(keys.delivery(String(item.messageId), guest));
  }
  await deleteItems(table, [...found, ...rows]);
  return {};
}

async function erasePerson(
  table: Table,
  ...[userId, addresses, own]: Parameters<PersonEraser['erasePerson']>
) {
  let suppressions = 0;
  for (const address of own) {
    suppressions += await deletePartition(table, keys.suppression(address).pk);
  }
  await deleteItems(table, [
    keys.userPresence(userId),
    ...addresses.map((address) => keys.userAddress(address, userId)),
  ]);
  return suppressions > 0 ? { suppressions } : {};
}

/** Deletes what there is of a person in the table and the bucket (S19). */
export function createPersonEraser(table: Table, s3: S3Client, bucket: string): PersonEraser {
  const places = { table, s3, bucket };
  return {
    conversationsOf: (userId, cursor) => conversationsOf(table, userId, cursor),
    eraseConversation: (id) => eraseConversation(places, id),
    mails: (cursor) => mails(table, cursor),
    hasRecord: async (mailId) => {
      const Key = keys.mail(mailId);
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      return Item !== undefined;
    },
    eraseMail: async (mail) => (await eraseMail(places, mail)).reduce(addCounts, {}),
    eraseGuest: (conversationId, address) => eraseGuest(places, conversationId, address),
    erasePerson: (...person) => erasePerson(table, ...person),
  };
}
