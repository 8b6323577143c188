import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import type { ApiContext } from '../../functions/api/api-context.ts';
import { MAX_BODY_BYTES } from '../../functions/api/limits.ts';
import { authenticate, needsScope } from '../../functions/api/middleware/authenticate.ts';
import { checkBody } from '../../functions/api/middleware/check-body.ts';
import { keepIdempotency } from '../../functions/api/middleware/keep-idempotency.ts';
import {
  CALLS_PER_WINDOW,
  limitRate,
  RATE_WINDOW_MS,
} from '../../functions/api/middleware/limit-rate.ts';
import { describeIssues } from '../../functions/api/problems/describe-issues.ts';
import { answerProblem, Problem } from '../../functions/api/problems/problem.ts';
import { newMessageSchema } from '../../functions/api/schemas/conversations.ts';
import type {
  ClaimResult,
  IdempotencyStore,
  StoredAnswer,
} from '../../functions/steps/chatting/ports.ts';

const digest = (token: string) => createHash('sha256').update(token).digest();
const tokens = [
  { id: 'chat', digest: digest('full-token'), scope: 'full' as const },
  { id: 'console', digest: digest('read-token'), scope: 'read' as const },
  { id: 'operator', digest: digest('admin-token'), scope: 'admin' as const },
];

function app(): Hono<ApiContext> {
  const hono = new Hono<ApiContext>();
  hono.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error.fields);
    throw error;
  });
  hono.use(authenticate({ read: async () => tokens }));
  return hono;
}

const ask = (hono: Hono<ApiContext>, init: RequestInit & { token?: string } = {}) =>
  hono.request('/thing', {
    ...init,
    headers: {
      authorization: `Bearer ${init.token ?? 'full-token'}`,
      'content-type': 'application/json',
      ...init.headers,
    },
  });

describe('authenticate', () => {
  const hono = app().all('/thing', (c) => c.text(c.get('token').id));

  it('accepts every known token, so that tokens can be rotated', async () => {
    expect(await (await ask(hono)).text()).toBe('chat');
    expect(await (await ask(hono, { token: 'read-token' })).text()).toBe('console');
  });

  it('does not say why a token was refused', async () => {
    const answers = await Promise.all(
      ['wrong', '', 'full-tokenx', 'full-toke', 'x'.repeat(600)].map(async (token) => {
        const answer = await ask(hono, { token });
        return [answer.status, await answer.text()];
      }),
    );
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]?.[0]).toBe(401);
  });

  it('lets a token with the scope read only read', async () => {
    expect((await ask(hono, { token: 'read-token', method: 'PUT' })).status).toBe(403);
    expect((await ask(hono, { token: 'read-token', method: 'DELETE' })).status).toBe(403);
    expect((await ask(hono, { method: 'PUT' })).status).toBe(200);
  });
});

describe('needsScope', () => {
  const hono = app()
    .get('/thing', needsScope('full'), (c) => c.text('read'))
    .put('/thing', needsScope('admin'), (c) => c.text('written'));
  const status = async (token: string, method: string) =>
    (await ask(hono, { token, method })).status;

  it('lets full rights read settings, and only an admin write them', async () => {
    const tokens = ['read-token', 'full-token', 'admin-token'];
    expect(await Promise.all(tokens.map((token) => status(token, 'GET')))).toEqual([403, 200, 200]);
    expect(await Promise.all(tokens.map((token) => status(token, 'PUT')))).toEqual([403, 403, 200]);
  });

  it('says which scope is needed', async () => {
    const answer = await ask(hono, { token: 'full-token', method: 'PUT' });
    expect(await answer.json()).toMatchObject({
      code: 'forbidden',
      detail: 'This needs a token with the scope "admin"; yours has "full".',
    });
  });
});

describe('limitRate', () => {
  it('refuses calls over the limit of a window, says when to retry, and accepts them in the next', async () => {
    let nowMs = RATE_WINDOW_MS * 100 + 4_000;
    const taken = new Map<string, number>();
    const counter = {
      take: async (tokenId: string, window: string, permits: number) => {
        const sum = (taken.get(tokenId + window) ?? 0) + permits;
        taken.set(tokenId + window, sum);
        return sum;
      },
    };
    const hono = app();
    hono.use(limitRate(counter, { now: () => nowMs }));
    hono.get('/thing', (c) => c.text('ok'));
    for (let call = 0; call < CALLS_PER_WINDOW; call += 1) await ask(hono);
    const refused = await ask(hono);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '6']);
    expect((await ask(hono, { token: 'read-token' })).status).toBe(200);
    nowMs += RATE_WINDOW_MS;
    expect((await ask(hono)).status).toBe(200);
  });
});

describe('checkBody', () => {
  const hono = app();
  hono.use(checkBody);
  hono.post('/thing', async (c) => c.json(await c.req.json()));
  const post = (body: string | Buffer<ArrayBuffer>, headers = {}) =>
    ask(hono, { method: 'POST', body, headers });

  it('takes JSON', async () => {
    expect(await (await post('{"a":1}')).json()).toEqual({ a: 1 });
  });

  it('answers 400 to a body that is not JSON in UTF-8', async () => {
    for (const body of ['{not json', ' ', Buffer.from([0x22, 0xff, 0x22])]) {
      expect((await post(body)).status).toBe(400);
    }
  });

  it('answers 413 above 512 KB', async () => {
    const text = (octets: number) => JSON.stringify('x'.repeat(octets - 2));
    expect((await post(text(MAX_BODY_BYTES))).status).toBe(200);
    expect((await post(text(MAX_BODY_BYTES + 1))).status).toBe(413);
  });

  it('answers 415 for another type', async () => {
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });
});

describe('describeIssues', () => {
  it('names every wrong field, also unknown ones', () => {
    const parsed = newMessageSchema.safeParse({
      author: { kind: 'robot', soul: true },
      text: 7,
      'a/b~': 1,
    });
    const pointers = describeIssues(parsed.error?.issues ?? []).map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(
      ['/author/kind', '/author/soul', '/a~1b~0', '/text'].toSorted(),
    );
  });
});

/** Keys in memory. */
function memoryKeys() {
  const answers = new Map<string, StoredAnswer | 'open'>();
  const released: boolean[] = [];
  const store: IdempotencyStore = {
    claim: async ({ idempotencyKey }): Promise<ClaimResult> => {
      const there = answers.get(idempotencyKey);
      if (there === undefined) answers.set(idempotencyKey, 'open');
      if (there === undefined) return { kind: 'claimed' };
      return there === 'open' ? { kind: 'in-flight' } : { kind: 'answered', answer: there };
    },
    hold: async () => undefined,
    reserve: async (_token, _key, _name, proposed) => proposed,
    complete: async ({ idempotencyKey }, answer) => {
      answers.set(idempotencyKey, answer);
    },
    release: async ({ idempotencyKey }, { forget }) => {
      released.push(forget);
      answers.delete(idempotencyKey);
    },
  };
  return { store, released };
}

describe('keepIdempotency', () => {
  const clock = { now: () => 0 };
  const post = (hono: Hono<ApiContext>, key: string) =>
    ask(hono, { method: 'POST', body: '{}', headers: { 'idempotency-key': key } });

  it('repeats the answer without repeating the work', async () => {
    let calls = 0;
    const hono = app();
    hono.use(keepIdempotency(memoryKeys().store, clock));
    hono.post('/thing', (c) => {
      calls += 1;
      return c.json({ calls }, 201);
    });
    const answers = [await post(hono, 'k1'), await post(hono, 'k1')];
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(
      Array(2).fill({ calls: 1 }),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]?.headers.get('idempotency-replayed')).toBe('true');
  });

  it('treats bodies as the same only if they differ in white space or the order of fields', async () => {
    const digests: string[] = [];
    const { store } = memoryKeys();
    const claim: IdempotencyStore['claim'] = async (given) => {
      digests.push(given.requestDigest);
      return store.claim(given);
    };
    const hono = app();
    hono.use(keepIdempotency({ ...store, claim }, clock));
    hono.post('/thing', (c) => c.json({}));
    const send = (body: string) =>
      ask(hono, { method: 'POST', body, headers: { 'idempotency-key': 'k1' } });
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const asked = [
      '{"text":"A b","author":{"kind":"user","id":"carla"},"attachmentIds":["1","2"]}',
      '{ "attachmentIds": ["1", "2"],\n "author": {"id": "carla", "kind": "user"}, "text": "A\\u0020b" }',
      '{"text":"A  b","author":{"kind":"user","id":"carla"},"attachmentIds":["1","2"]}',
      '{"text":"A b","author":{"kind":"user","id":"carla"},"attachmentIds":["2","1"]}',
      '{"text":"A b","author":{"kind":"user"},"id":"carla","attachmentIds":["1","2"]}',
      deep,
      `${deep} `,
    ];
    for (const body of asked) await send(body);
    const kinds = digests.map((digest) => digests.indexOf(digest));
    expect(kinds).toEqual([0, 0, 2, 3, 4, 5, 6]);
  });

  it('answers 409 while the first call is running', async () => {
    const hono = app();
    hono.use(keepIdempotency(memoryKeys().store, clock));
    hono.post('/thing', async (c) => {
      const second = await post(hono, 'k1');
      return c.json({ second: second.status });
    });
    expect(await (await post(hono, 'k1')).json()).toEqual({ second: 409 });
  });

  it('renews the key while the call runs, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { store } = memoryKeys();
    let holds = 0;
    const hono = app();
    const hold = async () => {
      holds += 1;
      throw new Error('the table is busy');
    };
    hono.use(keepIdempotency({ ...store, hold }, clock));
    hono.post('/thing', async (c) => {
      await vi.advanceTimersByTimeAsync(5_000);
      return c.json({});
    });
    expect((await post(hono, 'k1')).status).toBe(200);
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(holds).toBe(2);
  });

  it('forgets the key after a refusal, and keeps its ids after a failure of ours', async () => {
    const { store, released } = memoryKeys();
    const hono = app();
    hono.use(keepIdempotency(store, clock));
    hono.post('/thing', () => {
      throw new Problem({ status: released.length === 0 ? 422 : 500, code: 'invalid' });
    });
    await post(hono, 'k1');
    await post(hono, 'k1');
    expect(released).toEqual([true, false]);
  });

  it('stores nothing of a mail shown in an answer, as the mail may be erased meanwhile (S19)', async () => {
    const { store } = memoryKeys();
    const kept: StoredAnswer[] = [];
    const complete: IdempotencyStore['complete'] = async (...given) => {
      kept.push(given[1]);
      await store.complete(...given);
    };
    let record: object | undefined = { from: 'carla@kunde.example' };
    const hono = app();
    hono.use(keepIdempotency({ ...store, complete }, clock, async () => record));
    hono.post('/v1/inbound/m/release', (c) => c.json({ from: 'carla@kunde.example' }));
    const release = () =>
      hono.request('/v1/inbound/m/release', {
        method: 'POST',
        body: '{}',
        headers: {
          'idempotency-key': 'k1',
          authorization: 'Bearer full-token',
          'content-type': 'application/json',
        },
      });
    await release();
    expect(JSON.stringify(kept)).not.toContain('carla');
    expect(await (await release()).json()).toEqual(record);
    record = undefined;
    expect((await release()).status).toBe(404);
  });

  it('refuses an invalid key', async () => {
    const hono = app();
    hono.use(keepIdempotency(memoryKeys().store, clock));
    hono.post('/thing', (c) => c.text('ok'));
    expect((await post(hono, 'k'.repeat(256))).status).toBe(422);
    expect((await post(hono, 'a b')).status).toBe(422);
  });
});
