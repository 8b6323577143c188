import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatMessage } from '../../../../conversations/conversation.ts';
import type { Page } from '../../../../steps/ports.ts';
import type { LongBodies } from '../../bucket/body-store.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';
import { readMessage } from './conversation-items.ts';

/** Lambda answers with 6 MB at most, and the answer's text is escaped in it once more. */
const MAX_PAGE_BYTES = 5_000_000;
/** What is shown of a text that no answer could hold, in UTF-16 units: whatever stands in it, it fits. */
const MAX_SHOWN_TEXT_CHARS = 400_000;

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
    const message = fitIntoAnswer(await readMessage(bodies, item));
    bytes += answerBytes(message);
    if (messages.length > 0 && bytes > MAX_PAGE_BYTES) break;
    messages.push(message);
  }
  return messages;
}

const answerBytes = (message: ChatMessage) =>
  Buffer.byteLength(JSON.stringify(JSON.stringify(message)));

/** A message that would fill an answer alone (2 MB of quotation marks) must not keep the others from being read: less of it is shown. */
function fitIntoAnswer(message: ChatMessage): ChatMessage {
  if (answerBytes(message) <= MAX_PAGE_BYTES) return message;
  const { html: _html, elided: _elided, ...plain } = message;
  if (answerBytes(plain) <= MAX_PAGE_BYTES) return plain;
  const text = plain.text.slice(0, MAX_SHOWN_TEXT_CHARS);
  return { ...plain, text, flags: [...new Set([...plain.flags, 'text-cut' as const])] };
}
