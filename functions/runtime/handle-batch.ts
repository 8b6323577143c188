import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from './logger.ts';

/**
 * Gives each record of a queue's batch to `handleOne`, one after the other. A record whose handling throws goes back to the queue alone
 * (ReportBatchItemFailures), and to the dead-letter queue once it came too often.
 */
export async function handleBatch(
  event: SQSEvent,
  context: Context,
  handleOne: (record: SQSRecord, context: Context) => Promise<void>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    try {
      await handleOne(record, context);
    } catch (error) {
      const receives = record.attributes.ApproximateReceiveCount;
      logger.error(
        { error, queueMessageId: record.messageId, receives },
        'a record failed and goes back to its queue',
      );
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
