import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKeptBucket } from '../../../../functions/adapters/aws/account/read-kept-bucket.ts';

const error = (code: string) => `<Error><Code>${code}</Code><Message>no</Message></Error>`;
/** S3's answers, by its API reference. */
const answers = { status: 200, policy: '', notifications: '' };
const server = createServer((request, response) => {
  const isPolicy = request.url?.includes('policy');
  const isMissing = answers.status !== 200 || (isPolicy && answers.policy === '');
  response.writeHead(isMissing ? 404 : 200);
  if (isMissing) response.end(error(isPolicy ? 'NoSuchBucketPolicy' : 'NoSuchBucket'));
  else response.end(isPolicy ? answers.policy : answers.notifications);
}).listen(0, '127.0.0.1');
let s3: S3Client;

beforeAll(async () => {
  if (!server.listening) await once(server, 'listening');
  s3 = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
});
afterAll(() => server.close());

const look = (change: Partial<typeof answers>) => {
  Object.assign(answers, {
    status: 200,
    policy: '{"Statement":[]}',
    notifications: '<NotificationConfiguration/>',
    ...change,
  });
  return readKeptBucket(s3, 'kept');
};

describe('readKeptBucket', () => {
  it('reads policy and notifications', async () => {
    const notifications = `<NotificationConfiguration><QueueConfiguration><Id>1</Id><Queue>arn:aws:sqs:eu-west-1:1:gone</Queue>
      <Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>Prefix</Name><Value>inbound/</Value></FilterRule></S3Key></Filter>
      </QueueConfiguration></NotificationConfiguration>`;
    expect(await look({ notifications })).toMatchObject({
      policy: '{"Statement":[]}',
      notifications: [
        {
          field: 'QueueConfigurations',
          target: 'arn:aws:sqs:eu-west-1:1:gone',
          events: ['s3:ObjectCreated:*'],
          prefix: 'inbound/',
          value: { Id: '1' },
        },
      ],
    });
  });

  it('gives nothing for a missing bucket', async () => {
    expect(await look({ status: 404 })).toBeUndefined();
  });

  it('reads a missing policy as empty', async () => {
    expect(await look({ policy: '' })).toMatchObject({ policy: '{}' });
  });
});
