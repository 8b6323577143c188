import { describe, expect, it } from 'vitest';
import {
  CALLS_PER_WINDOW,
  limitRate,
  RATE_WINDOW_MS,
  UNASKED_PER_WINDOW,
} from '../../../functions/api/middleware/limit-rate.ts';
import { ask, smallApi } from './small-api.ts';

/** A copy of the API with its own counter, at 4 seconds into a window. */
function countedApi() {
  const clock = { nowMs: RATE_WINDOW_MS * 100 + 4_000, now: () => clock.nowMs };
  const taken = new Map<string, number>();
  const counter = {
    take: async (tokenId: string, window: string, permits: number) => {
      const sum = (taken.get(tokenId + window) ?? 0) + permits;
      taken.set(tokenId + window, sum);
      return sum;
    },
  };
  const hono = smallApi();
  hono.use(limitRate(counter, clock));
  hono.get('/thing', (c) => c.text('ok'));
  return { hono, clock, taken };
}

describe('limitRate', () => {
  it('refuses calls over the limit of a window, says when to retry, and accepts them in the next', async () => {
    const { hono, clock } = countedApi();
    for (let call = 0; call < CALLS_PER_WINDOW; call += 1) await ask(hono);
    const refused = await ask(hono);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '6']);
    expect((await ask(hono, { token: 'read-token' })).status).toBe(200);
    clock.nowMs += RATE_WINDOW_MS;
    expect((await ask(hono)).status).toBe(200);
  });

  it('asks the table for nothing while a token calls seldom', async () => {
    const { hono, clock, taken } = countedApi();
    for (let window = 0; window < 3; window += 1) {
      for (let call = 0; call < UNASKED_PER_WINDOW; call += 1) await ask(hono);
      clock.nowMs += RATE_WINDOW_MS;
    }
    expect(taken.size).toBe(0);
  });

  it('counts the unasked calls once it asks, so that what is left falls by one with each call', async () => {
    const { hono } = countedApi();
    for (let call = 1; call <= 2 * UNASKED_PER_WINDOW; call += 1) {
      const { headers } = await ask(hono);
      expect(headers.get('ratelimit')).toContain(`;r=${CALLS_PER_WINDOW - call};`);
    }
  });
});
