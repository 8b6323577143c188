import { json } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openEventBus } from '../../../../functions/adapters/aws/queues/event-bus.ts';
import { serviceOfFile } from '../../../support/service-of-file.ts';

const EVENT = {
  eventId: 'evt_1',
  type: 'message.created',
  at: '2026-11-03T10:00:00.000Z',
  data: { messageId: '1000-01' },
} as const;

/** What EventBridge was asked, and what it answers. */
let asked: unknown[];
let answer: object;
await serviceOfFile(async (request, response) => {
  asked.push(await json(request));
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(answer));
});

describe('openEventBus (docs/webhooks.md)', () => {
  const put = (answered: object) => {
    asked = [];
    answer = answered;
    return openEventBus('team')?.put(EVENT);
  };

  it('puts an event with its id, type, time and data', async () => {
    await put({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    expect(asked).toMatchObject([
      { Entries: [{ EventBusName: 'team', Source: 'email-piping', DetailType: EVENT.type }] },
    ]);
    const [{ Entries: [entry] = [] } = {}] = asked as { Entries?: { Detail: string }[] }[];
    expect(JSON.parse(entry?.Detail ?? '')).toEqual({
      id: EVENT.eventId,
      type: EVENT.type,
      timestamp: EVENT.at,
      data: EVENT.data,
    });
  });

  it('fails, so that the event comes again, if the bus answers 200 and did not take it', async () => {
    const refused = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] };
    await expect(put(refused)).rejects.toThrow('did not take event evt_1');
  });

  it('is none where the configuration names none', () => {
    expect(openEventBus(undefined)).toBeUndefined();
  });
});
