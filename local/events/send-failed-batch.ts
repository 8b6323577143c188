import { randomUUID } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StorageEngine } from '../engines/storage-engine.ts';
import { LocalError } from '../local-error.ts';
import type { FailedBatch } from './stream-consumer.ts';
import type { Topics } from './topics.ts';

/**
 * Sends a batch that was given up to the mapping's on-failure destination:
 * only metadata to a queue or topic, the records, too, to a bucket.
 */
export async function sendFailedBatch(
  batch: FailedBatch,
  storage: StorageEngine,
  topics: Topics,
  s3: S3Client,
): Promise<void> {
  const arn = batch.mapping.onFailureArn;
  if (arn === undefined) return;
  const [, , service, , , name = ''] = arn.split(':');
  const document = describeBatch(batch);
  if (service === 'sqs') {
    const queue = storage.queueByArn(arn);
    if (queue) storage.send(queue, JSON.stringify(document));
  } else if (service === 'sns') {
    topics.publish(arn, JSON.stringify(document));
  } else if (service === 's3') {
    const now = new Date().toISOString();
    const day = now.slice(0, 10).replaceAll('-', '/');
    const key = `aws/lambda/${batch.mapping.id}/shard/${day}/${now}-${randomUUID()}`;
    const payload = JSON.stringify({
      ...document,
      payload: JSON.stringify({ Records: batch.records }),
    });
    await s3.send(new PutObjectCommand({ Bucket: name, Key: key, Body: payload }));
  } else {
    throw new LocalError(
      `An on-failure destination may be a queue, a topic or a bucket, not ${arn}.`,
    );
  }
}

function describeBatch({ mapping, functionArn, records, attempts, error }: FailedBatch): object {
  const [first, last] = [records[0], records.at(-1)];
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: error },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'local',
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: timeOf(first),
      approximateArrivalOfLastRecord: timeOf(last),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
}

function timeOf(record: FailedBatch['records'][number] | undefined): string {
  return new Date(Number(record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
}
