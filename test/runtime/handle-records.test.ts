import type { Context, DynamoDBRecord, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import {
  bySource,
  eachQueueMessage,
  eachStreamRecord,
} from '../../functions/runtime/handle-records.ts';

const contextWith = (getRemainingTimeInMillis: () => number) =>
  ({ getRemainingTimeInMillis }) as Context;
const context = contextWith(() => 60_000);

const queueEvent = (...ids: string[]) => ({
  Records: ids.map(
    (messageId) =>
      ({ messageId, eventSource: 'aws:sqs', body: messageId, attributes: {} }) as SQSRecord,
  ),
});

const streamEvent = (...sequenceNumbers: string[]) => ({
  Records: sequenceNumbers.map(
    (SequenceNumber) =>
      ({ eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber } }) as DynamoDBRecord,
  ),
});

const failing = (id: string) => () => {
  throw new Error(`${id} is poison`);
};

describe('eachQueueMessage', () => {
  it('returns only the failed message (S15)', async () => {
    const seen: string[] = [];
    const handle = eachQueueMessage(String, async (body) => {
      seen.push(body);
      if (body === 'b') failing(body)();
    });
    expect(await handle(queueEvent('a', 'b', 'c'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'b' }],
    });
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('returns all messages if all failed, so that each is retried by itself', async () => {
    const handle = eachQueueMessage(String, async (body) => failing(body)());
    expect(await handle(queueEvent('a', 'b'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }],
    });
  });

  it('begins no further record when most of its time is over, and returns the rest', async () => {
    let leftMs = 60_000;
    const seen: string[] = [];
    const handle = eachQueueMessage(String, async (body) => {
      seen.push(body);
      leftMs -= 25_000;
    });
    const answer = await handle(
      queueEvent('a', 'b', 'c', 'd'),
      contextWith(() => leftMs),
    );
    expect(seen).toEqual(['a', 'b']);
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      'c',
      'd',
    ]);
  });

  /** Logs when each begins and ends. */
  const logging = (log: string[]) => async (body: string) => {
    log.push(`${body} begins`);
    await new Promise(setImmediate);
    log.push(`${body} ends`);
  };

  it('handles one after the other', async () => {
    const log: string[] = [];
    await eachQueueMessage(String, logging(log))(queueEvent('a', 'b'), context);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('handles messages of different turns in parallel, and those of one turn in order', async () => {
    const log: string[] = [];
    const handle = eachQueueMessage(String, logging(log), (body) => body.charAt(0));
    await handle(queueEvent('a1', 'b1', 'a2'), context);
    expect(log.slice(0, 3)).toEqual(['a1 begins', 'b1 begins', 'a1 ends']);
    expect(log.filter((line) => line.startsWith('a'))).toEqual([
      ...['a1 begins', 'a1 ends'],
      ...['a2 begins', 'a2 ends'],
    ]);
  });

  it('continues with the next of a turn if one fails', async () => {
    const seen: string[] = [];
    const handle = eachQueueMessage(String, async (body) => {
      seen.push(body);
      if (body === 'a') failing(body)();
    });
    await handle(queueEvent('a', 'b'), context);
    expect(seen).toEqual(['a', 'b']);
  });

  it('reads each body once, and returns only the message that cannot be read', async () => {
    const bodies: string[] = [];
    const read = (body: string) => {
      bodies.push(body);
      return body === 'b' ? failing(body)() : { body };
    };
    const handle = eachQueueMessage(
      read,
      async () => undefined,
      ({ body }) => body,
    );
    expect(await handle(queueEvent('a', 'b', 'c'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'b' }],
    });
    expect(bodies).toEqual(['a', 'b', 'c']);
  });

  it('returns only the message whose turn cannot be determined', async () => {
    const handle = eachQueueMessage(
      String,
      async () => undefined,
      (body) => (body === 'b' ? failing(body)() : body),
    );
    expect(await handle(queueEvent('a', 'b'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'b' }],
    });
  });
});

describe('eachStreamRecord', () => {
  it('handles the records after a bad one, and reports the bad one', async () => {
    const seen: string[] = [];
    const handle = eachStreamRecord(async ({ dynamodb }) => {
      const sequenceNumber = dynamodb?.SequenceNumber ?? '';
      seen.push(sequenceNumber);
      if (sequenceNumber === '2') failing(sequenceNumber)();
    });
    expect(await handle(streamEvent('1', '2', '3'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
    expect(seen).toEqual(['1', '2', '3']);
  });
});

describe('bySource', () => {
  const handle = bySource({
    queue: eachQueueMessage(String, async (_body, messageId) => failing(messageId)()),
    stream: eachStreamRecord(async () => failing('stream')()),
  });

  it('passes messages to the queue’s handler', async () => {
    expect(await handle(queueEvent('m'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm' }],
    });
  });

  it('passes records to the stream’s handler', async () => {
    expect(await handle(streamEvent('7'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: '7' }],
    });
  });
});
