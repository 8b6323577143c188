import { inflateRawSync } from 'node:zlib';
import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { TestPipeline } from './pipeline.ts';

/** The place of an object or item and its content as text: one character per octet for objects, JSON for items. */
export interface StoredText {
  place: string;
  text: string;
  /** The fields of an item. */
  item?: Item;
}

// biome-ignore lint/suspicious/noExplicitAny: items of every kind are read.
export type Item = Record<string, any>;

const LOCAL_ACCESS = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/** The endpoint that the pipeline printed when it started. */
function endpointOf(pipeline: TestPipeline, name: string): string {
  const endpoint = new RegExp(`${name} (http://[0-9.:]+)`).exec(pipeline.output())?.[1];
  if (!endpoint) throw new Error(`the pipeline printed no endpoint of ${name}`);
  return endpoint;
}

/** Every item of every table and every object of every bucket, with its key and metadata. */
export async function readStoredData(pipeline: TestPipeline): Promise<StoredText[]> {
  const dynamodb = new DynamoDBClient({
    ...LOCAL_ACCESS,
    endpoint: endpointOf(pipeline, 'DynamoDB'),
  });
  const s3 = new S3Client({
    ...LOCAL_ACCESS,
    endpoint: endpointOf(pipeline, 'S3 and SQS'),
    forcePathStyle: true,
  });
  return [...(await readTables(dynamodb)), ...(await readBuckets(s3))];
}

async function readTables(dynamodb: DynamoDBClient): Promise<StoredText[]> {
  const found: StoredText[] = [];
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  for (const TableName of TableNames) {
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName })) {
      for (const item of Items) {
        const packed = unpacked(item.packed?.B);
        found.push({
          place: `${TableName}: ${item.pk?.S} ${item.sk?.S}`,
          text: JSON.stringify(item) + packed,
          item: { ...unmarshall(item), ...(packed.startsWith('{') && JSON.parse(packed)) },
        });
      }
    }
  }
  return found;
}

/** Unpacks packed texts. */
const unpacked = (octets: Uint8Array | undefined): string =>
  octets ? inflateRawSync(octets).toString('utf8') : '';

async function readBuckets(s3: S3Client): Promise<StoredText[]> {
  const found: StoredText[] = [];
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket } of Buckets) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      for (const { Key } of Contents) {
        const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        const text = (await Body?.transformToString('latin1')) ?? '';
        found.push({
          place: `${Bucket}: ${Key}`,
          text: `${Key} ${JSON.stringify(Metadata)} ${text}`,
        });
      }
    }
  }
  return found;
}
