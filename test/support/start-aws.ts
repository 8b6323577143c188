import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { startDynamodb } from '../../local/engines/dynamodb-engine.ts';

const ACCESS = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

/** A bucket, a queue and the table on embedded emulators. */
export interface TestAws {
  s3: S3Client;
  sqs: SQSClient;
  dynamodb: DynamoDBClient;
  bucket: string;
  queueUrl: string;
  tableName: string;
  mailRecordDays: number;
  endpoints: { dynamodb: string; fauxqs: string };
  stop(): Promise<void>;
}

/** Clients of running emulators, in this process or another. */
export function connectAws(endpoints: TestAws['endpoints']) {
  return {
    s3: new S3Client({ ...ACCESS, endpoint: endpoints.fauxqs, forcePathStyle: true }),
    sqs: new SQSClient({ ...ACCESS, endpoint: endpoints.fauxqs }),
    dynamodb: new DynamoDBClient({ ...ACCESS, endpoint: endpoints.dynamodb }),
  };
}

const TABLE_KEYS = ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'];

function createTable(dynamodb: DynamoDBClient, TableName: string) {
  const keySchema = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  return dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema('pk', 'sk'),
      AttributeDefinitions: TABLE_KEYS.map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi1',
          KeySchema: keySchema('gsi1pk', 'gsi1sk'),
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'gsi2',
          KeySchema: keySchema('gsi2pk', 'gsi2sk'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
}

export async function startAws(): Promise<TestAws> {
  const fauxqs = buildApp({ logger: false });
  const fauxqsUrl = await fauxqs.listen({ port: 0, host: '127.0.0.1' });
  const { TEST_DYNAMODB_ENDPOINT, DYNAMODB_ENDPOINT } = process.env;
  const engine = await startDynamodb(TEST_DYNAMODB_ENDPOINT ?? DYNAMODB_ENDPOINT, undefined);
  const endpoints = { dynamodb: engine.endpoint, fauxqs: fauxqsUrl };
  const clients = connectAws(endpoints);
  const bucket = 'mail';
  const tableName = `table-${process.pid}-${Date.now()}`;
  await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const { QueueUrl = '' } = await clients.sqs.send(
    new CreateQueueCommand({ QueueName: 'inbound' }),
  );
  await createTable(clients.dynamodb, tableName);
  return {
    ...clients,
    bucket,
    queueUrl: QueueUrl,
    tableName,
    mailRecordDays: 730,
    endpoints,
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await fauxqs.close();
      await engine.stop();
    },
  };
}
