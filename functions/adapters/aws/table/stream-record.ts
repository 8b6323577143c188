import type { DynamoDBRecord } from 'aws-lambda';
import type { ChatMessage } from '../../../conversations/conversation.ts';
import { unpackMessage } from './chatting/stored-message.ts';
import { readItem } from './item-kind.ts';
import { messageItem } from './items/conversation-items.ts';
import { readImage } from './write-result.ts';

/**
 * The new message that a stream record tells of: the record holds it, so that nobody reads it again; of one whose body lies in the bucket
 * the id alone. Undefined for any other record: the mapping's filter is not trusted alone.
 */
export function insertedMessage({
  eventName,
  dynamodb,
}: DynamoDBRecord): ChatMessage | { messageId: string } | undefined {
  const image = dynamodb?.NewImage;
  if (eventName !== 'INSERT' || image?.type?.S !== 'message') return undefined;
  const item = readImage(image) ?? {};
  // octets are base64 in an event
  const { packed } = item;
  const octets = typeof packed === 'string' && { packed: Buffer.from(packed, 'base64') };
  const stored = readItem(messageItem, { ...item, ...octets });
  return 'bodyKey' in stored ? { messageId: stored.messageId } : unpackMessage(stored);
}

/** Items of one partition change in the order of its records: for a message, its conversation. */
export const partitionOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.Keys?.pk?.S ?? '';
