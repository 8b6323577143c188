import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { openDeadLetters } from '../../../../functions/adapters/aws/queues/dead-letters.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';

const { aws } = await awsOfFile();

describe('openDeadLetters', () => {
  it('puts a message back into its queue and counts the rounds (S11)', async () => {
    const { QueueUrl: deadLettersUrl = '' } = await aws.sqs.send(
      new CreateQueueCommand({ QueueName: 'dead-letters' }),
    );
    const { queueUrl } = aws;
    const variable = JSON.stringify([{ name: 'Feedback', queueUrl, deadLettersUrl }]);
    const [letters] = openDeadLetters(aws.sqs, variable);
    await aws.sqs.send(
      new SendMessageCommand({ QueueUrl: deadLettersUrl, MessageBody: '{"a":1}' }),
    );
    const [letter] = (await letters?.take()) ?? [];
    expect(letter?.rounds).toBe(0);
    expect(letter?.sentAt).toBeGreaterThan(0);
    await letter?.putBack();
    const { Messages: [back] = [] } = await aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MessageAttributeNames: ['rounds'] }),
    );
    expect(back?.Body).toBe('{"a":1}');
    expect(back?.MessageAttributes?.rounds?.StringValue).toBe('1');
    expect(await letters?.take()).toEqual([]);
  });
});
