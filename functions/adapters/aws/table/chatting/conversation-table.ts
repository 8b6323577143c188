import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatMessage, Conversation } from '../../../../conversations/conversation.ts';
import type { ConversationStore } from '../../../../steps/chatting/ports.ts';
import type { Page } from '../../../../steps/ports.ts';
import type { MailDeliverer } from '../../../../steps/receiving/ports.ts';
import type { LongBodies } from '../../bucket/body-store.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { deliverMail } from '../receiving/deliver-mail.ts';
import { failedConditions, type Table } from '../table.ts';
import { writeTransaction } from '../write-transaction.ts';
import {
  conversationItem,
  messageItems,
  readConversation,
  readMessage,
} from './conversation-items.ts';
import { queryMessages } from './query-messages.ts';
import { userIsThere } from './user-items.ts';

/** Numbers start here, so that the first tag does not look like a test. */
const FIRST_CONVERSATION_NUMBER = 1000;
/** Longer than a mail may wait in a queue and its dead-letter queue. */
const RESERVED_SECONDS = 30 * 86_400;

async function nextNumber({ client, name }: Table): Promise<string> {
  const { Attributes } = await client.send(
    new UpdateCommand({
      TableName: name,
      Key: keys.conversationCounter(),
      UpdateExpression: 'SET lastNumber = if_not_exists(lastNumber, :before) + :one',
      ExpressionAttributeValues: { ':before': FIRST_CONVERSATION_NUMBER - 1, ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return String(Attributes?.lastNumber);
}

/** Two copies of one mail that are handled at once agree on the number, and so do their attachments (S15). */
async function numberFor(table: Table, mailId: string): Promise<string> {
  const proposed = await nextNumber(table);
  const { Attributes } = await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: keys.mailNumber(mailId),
      UpdateExpression:
        'SET conversationId = if_not_exists(conversationId, :proposed), expiresAt = :expiresAt',
      ExpressionAttributeValues: {
        ':proposed': proposed,
        ':expiresAt': Math.floor(Date.now() / 1000) + RESERVED_SECONDS,
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return String(Attributes?.conversationId);
}

async function find({ client, name }: Table, id: string): Promise<Conversation | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.conversation(id), ConsistentRead: true }),
  );
  return Item && readConversation(Item);
}

async function list(
  { client, name }: Table,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Conversation>> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :partition',
      ExpressionAttributeValues: { ':partition': INDEX_PARTITIONS.conversations },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: decodeCursor(cursor),
    }),
  );
  return { items: Items.map(readConversation), cursor: encodeCursor(LastEvaluatedKey) };
}

async function patch(
  table: Table,
  conversationId: string,
  changes: Parameters<ConversationStore['patch']>[1],
): Promise<Conversation | undefined> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const sets = given
    .filter(([, value]) => value !== null)
    .map(([field]) => `#${field} = :${field}`);
  const removes = given.filter(([, value]) => value === null).map(([field]) => `#${field}`);
  if (given.length === 0) return find(table, conversationId);
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.conversation(conversationId),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: [
          sets.length > 0 ? `SET ${sets.join(', ')}` : '',
          removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
        ].join(' '),
        ExpressionAttributeNames: Object.fromEntries(given.map(([field]) => [`#${field}`, field])),
        ...(sets.length > 0 && {
          ExpressionAttributeValues: Object.fromEntries(
            given.flatMap(([field, value]) => (value === null ? [] : [[`:${field}`, value]])),
          ),
        }),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes && readConversation(Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** False: its user is not there any more. */
async function create(table: Table, conversation: Conversation): Promise<boolean> {
  const put = {
    TableName: table.name,
    Item: conversationItem(conversation),
    ConditionExpression: 'attribute_not_exists(pk)',
  };
  try {
    await writeTransaction(table, [{ Put: put }, userIsThere(table.name, conversation.userId)]);
    return true;
  } catch (error) {
    if (failedConditions(error)?.includes(1)) return false;
    throw error;
  }
}

async function append(table: Table, bodies: LongBodies, message: ChatMessage): Promise<boolean> {
  const [put, update] = await messageItems(table, bodies, message);
  try {
    await writeTransaction(table, [put, update]);
    return true;
  } catch (error) {
    const failed = failedConditions(error);
    if (!failed) throw error;
    // the message is there already: the same append twice is one message; else the conversation is not there
    return failed.includes(0) && !failed.includes(1);
  }
}

async function findMessage(
  { client, name }: Table,
  bodies: LongBodies,
  messageId: string,
): Promise<ChatMessage | undefined> {
  if (!/^\d+-[0-9A-Z]+$/.test(messageId)) return undefined;
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.message(messageId), ConsistentRead: true }),
  );
  return Item && readMessage(bodies, Item);
}

/** Conversations and their messages in the one table; bodies too long for an item lie in the bucket. */
export function createConversationTable(
  table: Table,
  bodies: LongBodies,
): ConversationStore & MailDeliverer {
  return {
    find: (id) => find(table, id),
    nextNumber: () => nextNumber(table),
    numberFor: (mailId) => numberFor(table, mailId),
    create: (conversation) => create(table, conversation),
    list: (options) => list(table, options),
    patch: (id, changes) => patch(table, id, changes),
    findMessage: (id) => findMessage(table, bodies, id),
    listMessages: (id, options) =>
      queryMessages(table, bodies, id, { ...options, newestFirst: false }),
    recentMessages: async (id, limit, until) => {
      const page = await queryMessages(table, bodies, id, { limit, until, newestFirst: true });
      return page.items.reverse();
    },
    append: (message) => append(table, bodies, message),
    deliverMail: (delivery) => deliverMail(table, bodies, delivery),
  };
}
