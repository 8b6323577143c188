import { randomUUID } from 'node:crypto';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  createOutgoingQueue,
  readOutgoingOrder,
} from '../../../../functions/adapters/aws/queues/outgoing-queue.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';

const { aws } = await awsOfFile();

async function readNext() {
  const { Messages } = await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl: aws.queueUrl }));
  return readOutgoingOrder(Messages?.[0]?.Body ?? '');
}

describe('OutgoingQueue', () => {
  it('gives the window that is due, whatever characters its ids have', async () => {
    const window = {
      conversationId: '2457',
      windowId: randomUUID(),
      participant: { kind: 'user' as const, id: 'ann#7' },
    };
    await createOutgoingQueue(aws.sqs, aws.queueUrl).put(window, { delayMs: 0, attempt: 3 });
    expect(await readNext()).toEqual({ kind: 'send', window, attempt: 3 });
  });

  it('gives a message that the stream has lost', async () => {
    await createOutgoingQueue(aws.sqs, aws.queueUrl).decide('m-1');
    expect(await readNext()).toEqual({ kind: 'decide', messageId: 'm-1' });
  });

  it('gives a held mail whose agent must be asked (S22)', async () => {
    const queue = createOutgoingQueue(aws.sqs, aws.queueUrl);
    await queue.ask('mail-1', { delayMs: 0, attempt: 3 });
    expect(await readNext()).toEqual({ kind: 'ask', mailId: 'mail-1', attempt: 3 });
  });

  it('refuses anything else', () => {
    expect(() => readOutgoingOrder('{"outgoing":{"recipient":"guest#a"}}')).toThrow();
  });
});
