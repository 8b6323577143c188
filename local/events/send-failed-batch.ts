import { randomUUID } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { FailedBatch } from './stream-consumer.ts';

/** Puts a batch that was given up, with its records, into the bucket that is the mapping's on-failure destination. */
export async function sendFailedBatch(batch: FailedBatch, s3: S3Client): Promise<void> {
  const { id, onFailureArn } = batch.mapping;
  if (onFailureArn === undefined) return;
  const now = new Date().toISOString();
  const day = now.slice(0, 10).replaceAll('-', '/');
  await s3.send(
    new PutObjectCommand({
      Bucket: onFailureArn.replace('arn:aws:s3:::', ''),
      Key: `aws/lambda/${id}/shard/${day}/${now}-${randomUUID()}`,
      Body: JSON.stringify({
        ...describeBatch(batch),
        payload: JSON.stringify({ Records: batch.records }),
      }),
    }),
  );
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
