import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatMessage } from '../../conversations/conversation.ts';
import type { Page } from '../../steps/ports.ts';
import type { LongBodies } from './body-store.ts';
import { readMessage } from './conversation-items.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** A page ends with the message that goes beyond this: Lambda answers with 6 MB at most, and its memory is small. */
const MAX_PAGE_BYTES = 3_000_000;

interface PageOptions {
  limit: number;
  cursor?: string;
  newestFirst: boolean;
  /** A messageId: the last in order of time. */
  until?: string;
}

/** One page of a conversation's messages; long ones make it shorter than `limit`. */
export async function queryMessages(
  { client, name }: Table,
  bodies: LongBodies,
  conversationId: string,
  options: PageOptions,
): Promise<Page<ChatMessage>> {
  const { pk } = keys.conversation(conversationId);
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
      ExpressionAttributeValues: {
        ':pk': pk,
        ':from': 'MESSAGE#',
        ':until': options.until ? keys.message(options.until).sk : 'MESSAGE#~',
      },
      ScanIndexForward: !options.newestFirst,
      ConsistentRead: true,
      Limit: options.limit,
      ExclusiveStartKey: decodeCursor(options.cursor),
    }),
  );
  const items = await readWhatFits(bodies, Items);
  const last = Items[items.length - 1];
  const isCut = items.length < Items.length && last !== undefined;
  const end = isCut ? { pk: last.pk, sk: last.sk } : LastEvaluatedKey;
  return { items, cursor: encodeCursor(end) };
}

async function readWhatFits(
  bodies: LongBodies,
  items: Record<string, unknown>[],
): Promise<ChatMessage[]> {
  const messages: ChatMessage[] = [];
  let bytes = 0;
  for (const item of items) {
    const message = await readMessage(bodies, item);
    messages.push(message);
    bytes += Buffer.byteLength(JSON.stringify(message));
    if (bytes > MAX_PAGE_BYTES) break;
  }
  return messages;
}
