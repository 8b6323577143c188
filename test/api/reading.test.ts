import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTable } from '../../functions/adapters/aws/table/open-table.ts';
import { knownMail } from '../support/known-mail.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startApi();
  await test.call('PUT', '/v1/users/carla', { name: 'Carla', email: 'carla@kunde.example' });
  await test.call('PUT', '/v1/agents/anna', { name: 'Anna', email: 'anna@shop.example' });
});
afterAll(() => test?.stop());

async function conversationWith(count: number) {
  const { body } = await test.call('POST', '/v1/conversations', { userId: 'carla' });
  const path = `/v1/conversations/${body.conversationId}/messages`;
  const messageIds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const message = { author: { kind: 'user' }, text: `Message ${index}` };
    messageIds.push((await test.call('POST', path, message)).body.messageId);
  }
  return { path, messageIds };
}

const idsOf = (answer: { body: { messages: { messageId: string }[] } }) =>
  answer.body.messages.map(({ messageId }) => messageId);

describe('GET messages', () => {
  it('gives as many as requested, and no empty last page', async () => {
    const { path, messageIds } = await conversationWith(120);
    const first = await test.call('GET', `${path}?limit=60`);
    const second = await test.call('GET', `${path}?limit=60&cursor=${first.body.cursor}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(messageIds);
    expect(second.body.cursor).toBeUndefined();
    expect(idsOf(await test.call('GET', `${path}?limit=200`))).toHaveLength(120);
  });

  it('gives the newest first, or those after a message', async () => {
    const { path, messageIds } = await conversationWith(5);
    const newest = await test.call('GET', `${path}?order=desc&limit=2`);
    expect(idsOf(newest)).toEqual(messageIds.slice(-2).reverse());
    const older = await test.call('GET', `${path}?order=desc&limit=9&cursor=${newest.body.cursor}`);
    expect(idsOf(older)).toEqual(messageIds.slice(0, 3).reverse());
    const after = await test.call('GET', `${path}?after=${messageIds[2]}`);
    expect(idsOf(after)).toEqual(messageIds.slice(3));
    expect((await test.call('GET', `${path}?after=1-ABC`)).body.code).toBe('unknown-message');
  });
});

describe('GET /v1/messages/{messageId}', () => {
  it('gives the message as in the answer to its POST', async () => {
    const { path } = await conversationWith(0);
    const posted = await test.call('POST', path, {
      author: { kind: 'agent', id: 'anna' },
      text: 'Hello',
    });
    expect([posted.status, posted.body.text]).toEqual([201, 'Hello']);
    const read = await test.call('GET', `/v1/messages/${posted.body.messageId}`);
    expect(read.body).toEqual(posted.body);
    expect((await test.call('GET', '/v1/messages/1-ABC')).status).toBe(404);
  });
});

describe('POST /v1/conversations', () => {
  it('returns the conversation', async () => {
    const { body } = await test.call('POST', '/v1/conversations', {
      userId: 'carla',
      subject: 'My parcel',
    });
    const read = await test.call('GET', `/v1/conversations/${body.conversationId}`);
    expect(read.body).toEqual(body);
    expect(body).toMatchObject({ userId: 'carla', subject: 'My parcel', status: 'open' });
  });
});

describe('presence', () => {
  it('is what was reported, until it expires (S10)', async () => {
    expect((await test.call('GET', '/v1/agents/anna/presence')).body).toEqual({
      status: 'offline',
    });
    await test.call('PUT', '/v1/agents/anna/presence', { status: 'online', forSeconds: 60 });
    expect((await test.call('GET', '/v1/agents/anna/presence')).body).toEqual({
      status: 'online',
      until: expect.any(String),
    });
    expect((await test.call('GET', '/v1/users/nobody/presence')).status).toBe(404);
  });
});

describe('suppressions', () => {
  const suppress = async (address: string, at: string) => {
    const mail = await knownMail(openTable(test.aws, test.aws.dynamodb), address, at);
    await test.suppressions.suppress(mail, 'hard-bounce', at);
  };
  const listed = async () => (await test.call('GET', '/v1/suppressions')).body.suppressions;

  it('are listed, newest first, and shown on the user (S16)', async () => {
    await suppress('old@kunde.example', '2026-05-04T08:00:00.000Z');
    await suppress('carla@kunde.example', '2026-05-05T08:00:00.000Z');
    expect(await listed()).toEqual([
      { address: 'carla@kunde.example', reason: 'hard-bounce', at: '2026-05-05T08:00:00.000Z' },
      { address: 'old@kunde.example', reason: 'hard-bounce', at: '2026-05-04T08:00:00.000Z' },
    ]);
    expect((await test.call('GET', '/v1/users/carla')).body.suppressed).toEqual({
      reason: 'hard-bounce',
      at: '2026-05-05T08:00:00.000Z',
    });
  });

  it('are shown on the agent, too, who may have been asked at that address (S16, S22)', async () => {
    const shown = async () => [
      (await test.call('GET', '/v1/agents/anna')).body.suppressed,
      (await test.call('GET', '/v1/agents')).body.agents[0].suppressed,
    ];
    expect(await shown()).toEqual([undefined, undefined]);
    const at = '2026-05-06T08:00:00.000Z';
    await suppress('anna@shop.example', at);
    expect(await shown()).toEqual(Array(2).fill({ reason: 'hard-bounce', at }));
    await test.call('DELETE', '/v1/suppressions/anna@shop.example');
    expect(await shown()).toEqual([undefined, undefined]);
  });

  it("are removed from our list and the SES account's", async () => {
    test.accountSuppressions.add('carla@kunde.example');
    const lift = () => test.call('DELETE', '/v1/suppressions/Carla@kunde.example');
    expect((await lift()).status).toBe(204);
    expect((await lift()).body.code).toBe('unknown-suppression');
    expect((await test.call('GET', '/v1/users/carla')).body.suppressed).toBeUndefined();
    test.accountSuppressions.add('only-at-ses@kunde.example');
    const other = await test.call('DELETE', '/v1/suppressions/only-at-ses@kunde.example');
    expect(other.status).toBe(204);
  });
});

describe('every answer', () => {
  it('has a request id and the rest of the rate limit', async () => {
    const { headers } = await test.call('GET', '/v1/users/carla');
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
    expect(headers.get('ratelimit-policy')).toBe('"token";q=2000;w=10');
    expect(headers.get('ratelimit')).toMatch(/^"token";r=\d+;t=\d+$/);
    const refused = await test.call('GET', '/v1/users/nobody');
    expect(refused.headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
  });
});

describe('a repeated POST', () => {
  const headers = { 'idempotency-key': 'said-once' };
  const itemOfKey = () =>
    test.aws.dynamodb.send(
      new GetItemCommand({
        TableName: test.aws.tableName,
        Key: { pk: { S: 'IDEMPOTENCY#admin#said-once' }, sk: { S: 'IDEMPOTENCY' } },
      }),
    );

  it('is made again with the same ids, without storing what anybody wrote (S19)', async () => {
    const { path } = await conversationWith(0);
    const message = { author: { kind: 'user' }, text: 'canary-words' };
    const first = await test.call('POST', path, message, { headers });
    const again = await test.call('POST', path, message, { headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(idsOf(await test.call('GET', path))).toHaveLength(1);
    const { Item } = await itemOfKey();
    expect(Item?.pk).toBeDefined();
    expect(JSON.stringify(Item)).not.toContain('canary');
    const other = await test.call('POST', path, { ...message, text: 'else' }, { headers });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('may have the key of one that was refused', async () => {
    const options = { headers: { 'idempotency-key': 'mended' } };
    const open = async (userId: string) =>
      (await test.call('POST', '/v1/conversations', { userId }, options)).status;
    expect([await open('nobody'), await open('carla')]).toEqual([422, 201]);
  });

  it('begins one upload, and answers with a URL that holds from then on (S14)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const file = { filename: 'a.txt', contentType: 'text/plain', size: 5 };
    const begin = async () => {
      const options = { headers: { 'idempotency-key': 'begun-once' } };
      const { attachmentId, uploadUrl } = (
        await test.call('POST', '/v1/attachments', file, options)
      ).body;
      return { attachmentId, signedAt: new URL(uploadUrl).searchParams.get('X-Amz-Date') };
    };
    const first = await begin();
    vi.setSystemTime(Date.now() + 16 * 60_000);
    const again = await begin();
    vi.useRealTimers();
    expect(again.attachmentId).toBe(first.attachmentId);
    expect(again.signedAt).not.toBe(first.signedAt);
  });

  it('opens one conversation', async () => {
    const open = () =>
      test.call(
        'POST',
        '/v1/conversations',
        { userId: 'carla' },
        {
          headers: { 'idempotency-key': 'opened-once' },
        },
      );
    expect((await open()).body).toEqual((await open()).body);
  });
});
