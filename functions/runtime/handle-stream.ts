import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from './logger.ts';

/**
 * Gives each record of a stream's batch to `handleOne`, in order, and stops at the first that throws: a stream keeps its order, so the
 * mapping comes again from there.
 */
export async function handleStream(
  event: DynamoDBStreamEvent,
  handleOne: (record: DynamoDBRecord) => Promise<void>,
): Promise<DynamoDBBatchResponse> {
  for (const record of event.Records) {
    try {
      await handleOne(record);
    } catch (error) {
      logger.error({ error, eventId: record.eventID }, 'a stream record failed and is tried again');
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}
