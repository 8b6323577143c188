import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  DynamoDBClient,
  ListTablesCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { createRandom } from '../../local/events/seeded-random.ts';
import type { TestPipeline } from '../support/pipeline.ts';
import { endpointOf, LOCAL_ACCESS } from '../support/stored-data.ts';

/** Longer than a process takes to look at its clock again. */
const UNTIL_SEEN_MS = 300;
/** Of a batch write. */
const ITEMS_AT_ONCE = 25;
/** Looks of one invocation. */
const LOOKS_AT_ONCE = 10;
/** Expired items that TTL has not come to yet: the real one takes up to two days, and reads see them until then. */
const STILL_THERE = 0.3;

/** Time as the functions see it, and what time brings: schedules, looks at stored mail, TTL. */
export interface PlayedTime {
  pass(milliseconds: number): Promise<void>;
  /** What EventBridge and LookQueue would start by now; gives what reconcile put on its way again. */
  reconcile(): Promise<number>;
  /** Takes most of what has expired, in the order of the seed. */
  expire(): Promise<number>;
}

export function playTime(pipeline: TestPipeline, folder: string, seed: string): PlayedTime {
  const random = createRandom(`time ${seed}`);
  let added = 0;
  return {
    async pass(milliseconds) {
      added += milliseconds;
      writeFileSync(join(folder, 'clock'), String(added));
      await sleep(UNTIL_SEEN_MS);
    },
    reconcile: () => reconcile(pipeline, folder),
    expire: () => expire(pipeline, Date.now() + added, random),
  };
}

async function reconcile(pipeline: TestPipeline, folder: string): Promise<number> {
  const before = countAgain(pipeline);
  const keys = await rawMailKeys(pipeline);
  for (let from = 0; from < keys.length; from += LOOKS_AT_ONCE) {
    const some = keys.slice(from, from + LOOKS_AT_ONCE);
    await invoke(pipeline, folder, { Records: some.map(lookRecord) });
  }
  await invoke(pipeline, folder, {});
  return countAgain(pipeline) - before;
}

/** Lines in which reconcile says that it put something on its way again. */
const countAgain = (pipeline: TestPipeline): number =>
  pipeline
    .output()
    .split('\n')
    .filter((line) => /reconcile.*(queued again|stuck mail|is tried again)/.test(line)).length;

/** Its full name: what stands before the short one is the same for every function. */
async function nameOfReconcile(pipeline: TestPipeline, folder: string): Promise<string> {
  const known = readFileSync(join(folder, 'function'), 'utf8');
  const { body } = await pipeline.local('GET', '/functions');
  const shortNames = body.map(({ name }: { name: string }) => name);
  const short = shortNames.find((name: string) => known.endsWith(name));
  return `${known.slice(0, -short.length)}reconcile`;
}

const lookRecord = (key: string, index: number) => ({
  messageId: `look-${index}`,
  receiptHandle: `look-${index}`,
  body: JSON.stringify({ look: { key, storedAt: Date.now() } }),
  attributes: { ApproximateReceiveCount: '1' },
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:look',
});

/** As EventBridge and the mapping of LookQueue do. */
async function invoke(pipeline: TestPipeline, folder: string, event: object): Promise<void> {
  const services = readFileSync(join(folder, 'services'), 'utf8');
  const name = await nameOfReconcile(pipeline, folder);
  const answer = await fetch(`${services}/2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    body: JSON.stringify(event),
  });
  if (!answer.ok || answer.headers.has('x-amz-function-error')) {
    throw new Error(`reconcile failed: ${await answer.text()}\n${pipeline.output()}`);
  }
}

async function rawMailKeys(pipeline: TestPipeline): Promise<string[]> {
  const endpoint = endpointOf(pipeline, 'S3 and SQS');
  const client = new S3Client({ ...LOCAL_ACCESS, endpoint, forcePathStyle: true });
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  const keys: string[] = [];
  for (const { Name: Bucket } of Buckets) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
      keys.push(...Contents.map(({ Key = '' }) => Key));
    }
  }
  return keys.filter((key) => /^(inbound|polled)\//.test(key));
}

async function expire(
  pipeline: TestPipeline,
  nowMs: number,
  random: () => number,
): Promise<number> {
  const client = new DynamoDBClient({
    ...LOCAL_ACCESS,
    endpoint: endpointOf(pipeline, 'DynamoDB'),
  });
  const { TableNames: [TableName = ''] = [] } = await client.send(new ListTablesCommand({}));
  const gone: Record<'pk' | 'sk', { S: string }>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    for (const { pk, sk, expiresAt } of Items) {
      const isExpired = expiresAt?.N !== undefined && Number(expiresAt.N) * 1000 < nowMs;
      if (isExpired && pk?.S && sk?.S && random() >= STILL_THERE) {
        gone.push({ pk: { S: pk.S }, sk: { S: sk.S } });
      }
    }
  }
  for (let from = 0; from < gone.length; from += ITEMS_AT_ONCE) {
    const requests = gone.slice(from, from + ITEMS_AT_ONCE);
    const RequestItems = { [TableName]: requests.map((Key) => ({ DeleteRequest: { Key } })) };
    await client.send(new BatchWriteItemCommand({ RequestItems }));
  }
  return gone.length;
}
