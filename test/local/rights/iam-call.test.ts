import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, REGION } from '../../../local/configuration.ts';
import { readIamCalls } from '../../../local/rights/iam-call.ts';

const ask = (operation: string, body: object) =>
  readIamCalls({
    method: 'POST',
    path: '/',
    headers: { 'x-amz-target': `AmazonSQS.${operation}` },
    body: JSON.stringify(body),
  });

describe('a call of SQS', () => {
  it.each([
    ['SendMessage', { QueueUrl: 'http://127.0.0.1:4566/000000000000/outgoing' }],
    ['GetQueueUrl', { QueueName: 'outgoing', QueueOwnerAWSAccountId: ACCOUNT_ID }],
  ])('is checked for the queue that %s names', (operation, body) => {
    const resource = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:outgoing`;
    expect(ask(operation, body)).toEqual([{ action: `sqs:${operation}`, resource, context: {} }]);
  });
});
