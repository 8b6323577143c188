import type { ChatMessage, Conversation } from '../../../../conversations/conversation.ts';
import type { Body, LongBodies } from '../../bucket/body-store.ts';
import { INDEX_PARTITIONS, ITEM_TYPES, keys } from '../keys.ts';
import type { Table } from '../table.ts';
import type { TransactionItem } from '../write-transaction.ts';

type Item = Record<string, unknown>;

const activitySortKey = (at: string, conversationId: string) => `${at}#${conversationId}`;

export function conversationItem(conversation: Conversation): Item {
  return {
    ...keys.conversation(conversation.conversationId),
    type: ITEM_TYPES.conversation,
    gsi1pk: INDEX_PARTITIONS.conversations,
    gsi1sk: activitySortKey(conversation.lastActivityAt, conversation.conversationId),
    ...conversation,
  };
}

export function readConversation(item: Item): Conversation {
  const { pk: _pk, sk: _sk, type: _type, gsi1pk: _gsi1pk, gsi1sk: _gsi1sk, ...conversation } = item;
  return conversation as unknown as Conversation;
}

/**
 * `[put of the message, update of its conversation]` for a transaction: each carries its own condition, so that a message is written once
 * and never without its conversation.
 */
export async function messageItems(
  table: Table,
  bodies: LongBodies,
  message: ChatMessage,
): Promise<[TransactionItem, TransactionItem]> {
  const item = await messageItem(bodies, message);
  return [
    {
      Put: {
        TableName: table.name,
        Item: item,
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    { Update: activityUpdate(table, message) },
  ];
}

async function messageItem(bodies: LongBodies, message: ChatMessage): Promise<Item> {
  const { text, html, elided, attachments, ...rest } = message;
  const body: Body = { text, html, elided, attachments };
  const bodyKey = await bodies.putIfLong(message.messageId, body);
  // the ids stay with the item: an erasure goes by them, and reads no body (S19)
  const ids = attachments.map(({ attachmentId }) => ({ attachmentId }));
  return {
    ...keys.message(message.messageId),
    type: ITEM_TYPES.message,
    ...rest,
    ...(bodyKey ? { bodyKey, attachments: ids } : body),
  };
}

/** Who writes moves the conversation to the top of the list; an agent becomes the one who replied last (S8). */
function activityUpdate(table: Table, message: ChatMessage) {
  const { author, conversationId, createdAt } = message;
  const sets = ['lastActivityAt = :at', 'gsi1sk = :sort'];
  const values: Item = { ':at': createdAt, ':sort': activitySortKey(createdAt, conversationId) };
  if (author.kind === 'agent' && author.id) {
    sets.push('lastReplierId = :replier');
    values[':replier'] = author.id;
  }
  if (author.kind === 'user' || author.kind === 'guest') {
    sets.push('firstUserMessageId = if_not_exists(firstUserMessageId, :first)');
    values[':first'] = message.messageId;
  }
  return {
    TableName: table.name,
    Key: keys.conversation(conversationId),
    ConditionExpression: 'attribute_exists(pk)',
    UpdateExpression: `SET ${sets.join(', ')}`,
    ExpressionAttributeValues: values,
  };
}

export async function readMessage(bodies: LongBodies, item: Item): Promise<ChatMessage> {
  const { pk: _pk, sk: _sk, type: _type, bodyKey, ...message } = item;
  const body = typeof bodyKey === 'string' ? await bodies.get(bodyKey) : {};
  return { ...message, ...body } as unknown as ChatMessage;
}
