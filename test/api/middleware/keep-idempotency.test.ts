import type { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import type { ApiContext } from '../../../functions/api/api-context.ts';
import { keepIdempotency } from '../../../functions/api/middleware/keep-idempotency.ts';
import { Problem } from '../../../functions/api/problems/problem.ts';
import type {
  ClaimResult,
  IdempotencyStore,
  StoredAnswer,
} from '../../../functions/steps/chatting/ports.ts';
import { ask, smallApi } from './small-api.ts';

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
    reserve: async (_holder, _name, proposed) => proposed,
    complete: async ({ idempotencyKey }, answer) => {
      answers.set(idempotencyKey, answer);
    },
    free: async ({ idempotencyKey }, { forget }) => {
      released.push(forget);
      answers.delete(idempotencyKey);
    },
  };
  return { store, released };
}

describe('keepIdempotency', () => {
  const clock = { now: () => 0 };
  const noMail = async () => undefined;
  const post = (hono: Hono<ApiContext>, key: string) =>
    ask(hono, { method: 'POST', body: '{}', headers: { 'idempotency-key': key } });

  it('repeats the answer without repeating the work', async () => {
    let calls = 0;
    const hono = smallApi();
    hono.use(keepIdempotency(memoryKeys().store, clock, noMail));
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
    const hono = smallApi();
    hono.use(keepIdempotency({ ...store, claim }, clock, noMail));
    hono.post('/thing', (c) => c.json({}));
    const send = (body: string) =>
      ask(hono, { method: 'POST', body, headers: { 'idempotency-key': 'k1' } });
    const asked = [
      '{"text":"A b","author":{"kind":"user","id":"carla"},"attachmentIds":["1","2"]}',
      '{ "attachmentIds": ["1", "2"],\n "author": {"id": "carla", "kind": "user"}, "text": "A\\u0020b" }',
      '{"text":"A  b","author":{"kind":"user","id":"carla"},"attachmentIds":["1","2"]}',
      '{"text":"A b","author":{"kind":"user","id":"carla"},"attachmentIds":["2","1"]}',
      '{"text":"A b","author":{"kind":"user"},"id":"carla","attachmentIds":["1","2"]}',
    ];
    for (const body of asked) await send(body);
    const kinds = digests.map((digest) => digests.indexOf(digest));
    expect(kinds).toEqual([0, 0, 2, 3, 4]);
  });

  it('answers 409 while the first call is running', async () => {
    const hono = smallApi();
    hono.use(keepIdempotency(memoryKeys().store, clock, noMail));
    hono.post('/thing', async (c) => {
      const second = await post(hono, 'k1');
      return c.json({ second: second.status });
    });
    expect(await (await post(hono, 'k1')).json()).toEqual({ second: 409 });
  });

  it('answers 409 to a call that has lost its key, before it creates anything (S15)', async () => {
    const { store } = memoryKeys();
    const created: string[] = [];
    const hono = smallApi();
    hono.use(keepIdempotency({ ...store, reserve: async () => undefined }, clock, noMail));
    hono.post('/thing', async (c) => {
      created.push(await c.get('reserve')('id', () => 'new'));
      return c.json({}, 201);
    });
    expect([(await post(hono, 'k1')).status, created]).toEqual([409, []]);
  });

  it('renews the key while the call runs, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { store } = memoryKeys();
    let holds = 0;
    const hono = smallApi();
    const hold = async () => {
      holds += 1;
      throw new Error('the table is busy');
    };
    hono.use(keepIdempotency({ ...store, hold }, clock, noMail));
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
    const hono = smallApi();
    hono.use(keepIdempotency(store, clock, noMail));
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
    const hono = smallApi();
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
    const hono = smallApi();
    hono.use(keepIdempotency(memoryKeys().store, clock, noMail));
    hono.post('/thing', (c) => c.text('ok'));
    expect((await post(hono, 'k'.repeat(256))).status).toBe(422);
    expect((await post(hono, 'a b')).status).toBe(422);
  });
});
