import type { Context, MiddlewareHandler } from 'hono';
import type { RateCounter } from '../../steps/chatting/ports.ts';
import type { Clock } from '../../steps/ports.ts';
import type { ApiContext } from '../api-context.ts';
import { Problem } from '../problems/problem.ts';

export const RATE_WINDOW_MS = 10_000;
/** 200 calls a second for each token, over all copies of the function together. */
export const CALLS_PER_WINDOW = 2_000;
/** Permits that a copy takes from the table in one write. */
const PERMITS_PER_TAKE = 25;
/** Calls that a copy answers in a window before it asks the table, so that a quiet chat never waits for a permit. */
export const UNASKED_PER_WINDOW = 5;

/** What a copy holds of one window. */
interface Permits {
  window: number;
  left: number;
  /** Calls that the table still grants to all copies together. */
  leftForAll: number;
  /** The table knows of this copy's calls. */
  isAsked: boolean;
  isOver: boolean;
}

/**
 * Counts the calls of each token in the table, so that all copies of the function share one limit, but for the unasked calls of each
 * (decision 0072).
 */
export function limitRate(counter: RateCounter, clock: Clock): MiddlewareHandler<ApiContext> {
  const held = new Map<string, Permits>();
  return async (c, next) => {
    const { id } = c.get('token');
    const nowMs = clock.now();
    const window = Math.floor(nowMs / RATE_WINDOW_MS);
    const permits = await permitsOf(id, window, held, counter);
    const resetSeconds = Math.max(1, Math.ceil(((window + 1) * RATE_WINDOW_MS - nowMs) / 1000));
    if (!permits.isOver) permits.left -= 1;
    tellLimit(c, permits, resetSeconds);
    if (permits.isOver) throw tooMany(resetSeconds);
    await next();
  };
}

async function permitsOf(
  tokenId: string,
  window: number,
  held: Map<string, Permits>,
  counter: RateCounter,
): Promise<Permits> {
  const before = held.get(tokenId);
  const isOfWindow = before?.window === window;
  if (isOfWindow && (before.left > 0 || before.isOver)) return before;
  const permits = isOfWindow ? await take(before, tokenId, counter) : unasked(window);
  held.set(tokenId, permits);
  return permits;
}

const unasked = (window: number): Permits => ({
  window,
  left: UNASKED_PER_WINDOW,
  leftForAll: CALLS_PER_WINDOW - UNASKED_PER_WINDOW,
  isAsked: false,
  isOver: false,
});

/** The first permits that are taken in a window pay for the unasked calls, too. */
async function take(
  { window, isAsked }: Permits,
  tokenId: string,
  counter: RateCounter,
): Promise<Permits> {
  const taken = await counter.take(tokenId, String(window), PERMITS_PER_TAKE);
  return {
    window,
    left: isAsked ? PERMITS_PER_TAKE : PERMITS_PER_TAKE - UNASKED_PER_WINDOW,
    leftForAll: Math.max(0, CALLS_PER_WINDOW - taken),
    isAsked: true,
    isOver: taken > CALLS_PER_WINDOW,
  };
}

/** IETF draft-ietf-httpapi-ratelimit-headers-10: the policy, the calls left, and the seconds until the window ends. */
function tellLimit(c: Context, { left, leftForAll, isOver }: Permits, resetSeconds: number): void {
  const remaining = isOver ? 0 : left + leftForAll;
  c.header('RateLimit-Policy', `"token";q=${CALLS_PER_WINDOW};w=${RATE_WINDOW_MS / 1000}`);
  c.header('RateLimit', `"token";r=${remaining};t=${resetSeconds}`);
}

const tooMany = (retryAfterSeconds: number) =>
  new Problem({
    status: 429,
    code: 'rate-limited',
    detail: `A token may make ${CALLS_PER_WINDOW} calls in ${RATE_WINDOW_MS / 1000} seconds.`,
    retryAfterSeconds,
  });
