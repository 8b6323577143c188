import type { DynamoDBRecord } from 'aws-lambda';
import type { ChatMessage } from '../../../../conversations/conversation.ts';
import { unpackMessage } from '../chatting/stored-message.ts';
import { readItem } from '../item-kind.ts';
import { messageItem } from '../items/conversation-items.ts';
import { readImage } from '../write-result.ts';

/**
 * The new message in a stream record, so that it need not be read; only its id if the body is in the bucket. Undefined for any other
 * record: the mapping's filter alone is not trusted.
 */
export function insertedMessage({
  eventName,
  dynamodb,
}: DynamoDBRecord): ChatMessage | { messageId: string } | undefined {
  const image = dynamodb?.NewImage;
  if (eventName !== 'INSERT' || image?.type?.S !== 'message') return undefined;
  const item = readImage(image) ?? {};
  // octets are base64 in a stream record
  const { packed } = item;
  const octets = typeof packed === 'string' && { packed: Buffer.from(packed, 'base64') };
  const stored = readItem(messageItem, { ...item, ...octets });
  return 'bodyKey' in stored ? { messageId: stored.messageId } : unpackMessage(stored);
}

/** Items of one partition keep their order in the stream; a message's partition is its conversation. */
export const partitionOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.Keys?.pk?.S ?? '';
