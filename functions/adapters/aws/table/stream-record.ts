import type { DynamoDBRecord } from 'aws-lambda';
import { ITEM_TYPES } from './keys.ts';

/** The messageId of a stream record that tells of a new message; undefined for any other: the mapping's filter is not trusted alone. */
export function insertedMessageId({ eventName, dynamodb }: DynamoDBRecord): string | undefined {
  const image = dynamodb?.NewImage;
  const isMessage = eventName === 'INSERT' && image?.type?.S === ITEM_TYPES.message;
  return isMessage ? image.messageId?.S : undefined;
}
