import {
  type Client,
  createClient,
  eachPage,
  PipingProblem,
  type WebhookEvent,
} from 'email-piping-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startApi, type TestApi } from '../support/start-api.ts';

let api: TestApi;
let piping: Client;
/** Faults of the next requests, before they reach the API. */
let faults: (() => Response)[] = [];
let sent: Request[] = [];

const fetch = async (request: Request) => {
  sent.push(request);
  request.signal.throwIfAborted();
  return faults.shift()?.() ?? api.api.request(request);
};

beforeAll(async () => {
  api = await startApi();
  piping = createClient({ url: 'http://api.example/', token: 'token-of-admin', fetch });
  await piping.putDepartment({ departmentId: 'billing', name: 'Billing' });
  await piping.putUser({ userId: 'carla@shop', name: 'Carla', email: 'carla@kunde.example' });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => api?.stop());

describe('the client', () => {
  it('puts path, query and body where they belong', async () => {
    const { conversationId } = await piping.openConversation({ userId: 'carla@shop' });
    const author = { kind: 'user', id: 'carla@shop' } as const;
    await piping.postMessage({ conversationId, author, text: 'Good morning' });
    const { messages } = await piping.listMessages({ conversationId, limit: 1, order: 'desc' });
    expect(messages.map(({ text }) => text)).toEqual(['Good morning']);
    expect(await piping.getUser({ userId: 'carla@shop' })).toMatchObject({ name: 'Carla' });
  });

  it('sends what a list does not take, for the API to refuse: a misspelt filter would list everything', async () => {
    const misspelt = { adress: 'carla@kunde.example' };
    await expect(piping.listUsers(misspelt)).rejects.toThrow(/\/adress there is no such parameter/);
  });

  it('makes no call about nobody when an id is missing', async () => {
    sent = [];
    const input = { name: 'Carla' } as Parameters<Client['putUser']>[0];
    await expect(piping.putUser(input)).rejects.toThrow('PUT /v1/users/{userId} needs userId');
    expect(sent).toEqual([]);
  });

  it('throws the problem by its code', async () => {
    const failing = piping.getUser({ userId: 'nobody' });
    await expect(failing).rejects.toBeInstanceOf(PipingProblem);
    await expect(failing).rejects.toMatchObject({
      status: 404,
      code: 'unknown-user',
      requestId: expect.any(String),
    });
  });

  it('types events by their `type`, and has no calls for events', () => {
    const titleOf = (event: WebhookEvent): string =>
      event.type === 'message.created' ? event.data.message.text : event.type;
    const erased: WebhookEvent = {
      type: 'user.erased',
      timestamp: '2026-05-04T08:15:30.123Z',
      data: { sequence: 1, userId: 'carla', erasureId: '1' },
    };
    expect(titleOf(erased)).toBe('user.erased');
    // @ts-expect-error an event is no call
    expect(piping.onUserErased).toBeUndefined();
  });

  it('iterates over every page', async () => {
    for (const departmentId of ['a', 'b', 'c']) {
      await piping.putDepartment({ departmentId, name: departmentId });
    }
    const ids: string[] = [];
    for await (const { departments } of eachPage(piping.listDepartments, { limit: 1 })) {
      ids.push(...departments.map(({ departmentId }) => departmentId));
    }
    expect(ids.toSorted()).toEqual(['a', 'b', 'billing', 'c']);
  });

  it('repeats a throttled POST under the same key, and a GET whose answer was cut off', async () => {
    sent = [];
    const cut = () => {
      const begun = new ReadableStream({
        start: (answer) => answer.error(new TypeError('terminated')),
      });
      return new Response(begun, { headers: { 'content-type': 'application/json' } });
    };
    const limited = () => new Response('', { status: 429, headers: { 'retry-after': '0.01' } });
    faults = [limited, limited];
    const { conversationId } = await piping.openConversation({ userId: 'carla@shop' });
    faults = [cut];
    expect((await piping.getConversation({ conversationId })).userId).toBe('carla@shop');
    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys.slice(0, 3)).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f-]{36}$/)));
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
  });

  it('gives up at once when the caller does, also between two tries', async () => {
    const busy = () => new Response('', { status: 429, headers: { 'retry-after': '14' } });
    faults = [busy];
    const signal = AbortSignal.timeout(10);
    const given = piping.getUser({ userId: 'carla@shop' }, { signal });
    await expect(given).rejects.toMatchObject({ name: 'TimeoutError' });
  }, 5_000);

  it('says which fields are wrong in the words of the error, which a log shows', async () => {
    const given = { agentId: 'anna', name: 'Anna', email: 'a', role: 'boss' as 'admin' };
    await expect(piping.putAgent(given)).rejects.toThrow(
      '422 invalid: /email must be one bare address, such as "anna@shop.example"; /role must be one of agent, admin',
    );
  });

  it('says which address gave no answer, and why', async () => {
    const refused = () => {
      throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') });
    };
    faults = Array(4).fill(refused);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const told = expect(piping.getUser({ userId: 'carla@shop' })).rejects.toThrow(
      'GET http://api.example/v1/users/carla%40shop got no answer in 4 tries: connect ECONNREFUSED 127.0.0.1:1',
    );
    await vi.runAllTimersAsync();
    await told;
  });

  it('knows a gateway’s 429, which is no problem document, by the code of the API', async () => {
    const body = { message: 'Too Many Requests' };
    // a server that asks for more than 15 s is not waited for
    const busy = () => Response.json(body, { status: 429, headers: { 'retry-after': '60' } });
    faults = [busy];
    await expect(piping.getUser({ userId: 'carla@shop' })).rejects.toMatchObject({
      status: 429,
      code: 'rate-limited',
    });
  });

  it('throws the problem for an unknown file', async () => {
    await expect(piping.getAttachment({ attachmentId: 'none' })).rejects.toMatchObject({
      code: 'unknown-attachment',
    });
  });
});
