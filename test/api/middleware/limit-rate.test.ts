import { describe, expect, it } from 'vitest';
import {
  CALLS_PER_WINDOW,
  limitRate,
  RATE_WINDOW_MS,
} from '../../../functions/api/middleware/limit-rate.ts';
import { ask, smallApi } from './small-api.ts';

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
    const hono = smallApi();
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
