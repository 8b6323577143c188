import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { handleBatch } from './handle-batch.ts';

/** Like handleBatch, all records at the same time: for work that waits for others, such as answers of receivers. */
export async function handleBatchAtOnce(
  event: SQSEvent,
  context: Context,
  handleOne: (record: SQSRecord, context: Context) => Promise<void>,
): Promise<SQSBatchResponse> {
  const answers = await Promise.all(
    event.Records.map((record) => handleBatch({ Records: [record] }, context, handleOne)),
  );
  return { batchItemFailures: answers.flatMap(({ batchItemFailures }) => batchItemFailures) };
}
