import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createLookQueue,
  readLooks,
} from '../../../../functions/adapters/aws/queues/look-queue.ts';
import { startAws, type TestAws } from '../../../support/start-aws.ts';

const event = (key: string) =>
  JSON.stringify({
    Records: [{ eventTime: '2026-11-03T12:00:00.000Z', s3: { object: { key } } }],
  });

describe('readLooks', () => {
  it("reads S3's event, whose keys are URL-encoded", () => {
    expect(readLooks(event('inbound%2Fa%2Bb+c'))).toEqual([
      {
        mailId: 'inbound-a+b c',
        key: 'inbound/a+b c',
        storedAt: Date.parse('2026-11-03T12:00:00.000Z'),
      },
    ]);
  });

  it("passes over S3's test and SES's set-up object, which are no mail", () => {
    expect(readLooks(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }))).toEqual([]);
    expect(readLooks(event('inbound/AMAZON_SES_SETUP_NOTIFICATION'))).toEqual([]);
  });

  it('refuses anything else', () => {
    expect(() => readLooks('{"stored": {}}')).toThrow();
  });
});

describe('createLookQueue', () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startAws();
  });
  afterAll(() => aws.stop());

  it('hides a look that it has given', async () => {
    const looks = createLookQueue(aws.sqs, aws.queueUrl);
    const again = { mailId: 'inbound-again', key: 'inbound/again', storedAt: 1_700_000_000_000 };
    await looks.put(again);
    const MessageBody = event('inbound%2Fnew');
    await aws.sqs.send(new SendMessageCommand({ QueueUrl: aws.queueUrl, MessageBody }));
    const taken = await looks.take();
    const mails = taken.flatMap((look) => look.read());
    expect(mails).toContainEqual(again);
    expect(mails.map(({ mailId }) => mailId).sort()).toEqual(['inbound-again', 'inbound-new']);
    expect(await looks.take()).toEqual([]);
    await looks.remove(taken);
  });
});
