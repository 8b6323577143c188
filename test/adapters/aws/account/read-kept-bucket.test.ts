import { describe, expect, it } from 'vitest';
import { readKeptBucket } from '../../../../functions/adapters/aws/account/read-kept-bucket.ts';
import { openS3 } from '../../../../functions/adapters/aws/clients.ts';
import { serviceOfFile } from '../../../support/service-of-file.ts';

const error = (code: string) => `<Error><Code>${code}</Code><Message>no</Message></Error>`;
/** S3's answers, by its API reference. */
const answers = { status: 200, policy: '', notifications: '' };
await serviceOfFile((request, response) => {
  const isPolicy = request.url?.includes('policy');
  const isMissing = answers.status !== 200 || (isPolicy && answers.policy === '');
  response.writeHead(isMissing ? 404 : 200);
  if (isMissing) response.end(error(isPolicy ? 'NoSuchBucketPolicy' : 'NoSuchBucket'));
  else response.end(isPolicy ? answers.policy : answers.notifications);
});
const s3 = openS3();

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
