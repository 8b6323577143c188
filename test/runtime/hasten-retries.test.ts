import type { Context, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { eachQueueMessage } from '../../functions/runtime/handle-records.ts';
import { lambda } from '../../functions/runtime/lambda.ts';

const record = (messageId: string) =>
  ({ messageId, eventSource: 'aws:sqs', body: messageId, attributes: {} }) as SQSRecord;
const event = { Records: [record('a'), record('b')] };
const context = { getRemainingTimeInMillis: () => 60_000 } as Context;

function hastened() {
  const ids: string[] = [];
  return { ids, retryLater: async ({ messageId }: SQSRecord) => void ids.push(messageId) };
}

describe('hastenRetries', () => {
  it('hastens the retry of only the failed message', async () => {
    const { ids, retryLater } = hastened();
    const handle = eachQueueMessage(String, async (body) => {
      if (body === 'b') throw new Error('b fails');
    });
    const answer = await lambda(handle, { retryLater })(event, context);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] });
    expect(ids).toEqual(['b']);
  });

  it('hastens the retry of the whole batch if nothing could begin', async () => {
    const { ids, retryLater } = hastened();
    const unread = { read: () => Promise.reject(new Error('no settings')) };
    const handle = lambda(
      eachQueueMessage(String, async () => {}),
      { reads: [unread], retryLater },
    );
    await expect(handle(event, context)).rejects.toThrow('no settings');
    expect(ids).toEqual(['a', 'b']);
  });

  it('returns the same answer if SQS fails', async () => {
    const retryLater = () => Promise.reject(new Error('SQS is away'));
    const handle = eachQueueMessage(String, () => Promise.reject(new Error('all fail')));
    const { batchItemFailures } = await lambda(handle, { retryLater })(event, context);
    expect(batchItemFailures).toHaveLength(2);
  });
});
