import type { MiddlewareHandler } from 'hono';
import type { RateCounter } from '../steps/chatting/ports.ts';
import type { Clock } from '../steps/ports.ts';
import type { ApiContext } from './api-context.ts';
import { Problem } from './problem.ts';

export const RATE_WINDOW_MS = 10_000;
/** 200 calls a second for each token, over all copies of the function. */
export const CALLS_PER_WINDOW = 2_000;
/** Permits that a copy takes from the table at once: one write for so many calls. */
const PERMITS_PER_TAKE = 25;

interface Lease {
  window: number;
  left: number;
  isOver: boolean;
}

/** Counts the calls of each token in the table, so that all copies of the function share one limit (decision 0072). */
export function limitRate(counter: RateCounter, clock: Clock): MiddlewareHandler<ApiContext> {
  const leases = new Map<string, Lease>();
  return async (c, next) => {
    const { id } = c.get('token');
    const nowMs = clock.now();
    const window = Math.floor(nowMs / RATE_WINDOW_MS);
    const lease = await leaseFor(leases, counter, id, window);
    if (lease.isOver) throw tooMany((window + 1) * RATE_WINDOW_MS - nowMs);
    lease.left -= 1;
    await next();
  };
}

async function leaseFor(
  leases: Map<string, Lease>,
  counter: RateCounter,
  tokenId: string,
  window: number,
): Promise<Lease> {
  const held = leases.get(tokenId);
  if (held?.window === window && (held.left > 0 || held.isOver)) return held;
  const taken = await counter.take(
    tokenId,
    String(window),
    PERMITS_PER_TAKE,
    (window + 1) * RATE_WINDOW_MS,
  );
  const lease = { window, left: PERMITS_PER_TAKE, isOver: taken > CALLS_PER_WINDOW };
  leases.set(tokenId, lease);
  return lease;
}

const tooMany = (waitMs: number) =>
  new Problem({
    status: 429,
    code: 'rate-limited',
    detail: `A token may make ${CALLS_PER_WINDOW} calls in ${RATE_WINDOW_MS / 1000} seconds.`,
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
