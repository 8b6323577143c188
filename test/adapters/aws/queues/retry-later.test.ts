import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  createRetryLater,
  pauseSeconds,
} from '../../../../functions/adapters/aws/queues/retry-later.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';

const { aws } = await awsOfFile();

const receive = async () =>
  (
    await aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: aws.queueUrl, VisibilityTimeout: 600 }),
    )
  ).Messages?.[0];

describe('createRetryLater', () => {
  it("brings a failed message back after a second, not the queue's visibility timeout", async () => {
    const body = randomUUID();
    await aws.sqs.send(new SendMessageCommand({ QueueUrl: aws.queueUrl, MessageBody: body }));
    const first = await receive();
    await createRetryLater(aws.sqs, { secondsPerReceive: 1 })({
      receiptHandle: first?.ReceiptHandle ?? '',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:inbound',
      attributes: { ApproximateReceiveCount: '1' },
    });
    expect(await receive()).toBeUndefined();
    await sleep(1_100);
    expect((await receive())?.Body).toBe(body);
  });

  it("asks again for a queue's URL that it could not get", async () => {
    const retryLater = createRetryLater(aws.sqs);
    const message = {
      receiptHandle: 'unknown',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:made-later',
      attributes: { ApproximateReceiveCount: '1' },
    };
    await expect(retryLater(message)).rejects.toThrow(/queue/);
    await aws.sqs.send(new CreateQueueCommand({ QueueName: 'made-later' }));
    await expect(retryLater(message)).rejects.toThrow(/visibility/);
  });
});

describe('pauseSeconds', () => {
  it.each([
    [1, 0, 5],
    [1, 1, 10],
    [4, 0, 20],
    [4, 1, 40],
    [99_999, 1, 43_200],
  ])('after %i receives with chance %i waits %i seconds', (receives, random, seconds) => {
    expect(pauseSeconds(receives, 10, random)).toBe(seconds);
  });
});
