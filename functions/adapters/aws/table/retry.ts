import { setTimeout as pause } from 'node:timers/promises';

const MAX_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 10;

/** What an attempt returns to be called again. */
export const AGAIN = Symbol('again');

/**
 * The one retry loop for conflicts and a busy table: up to 10 attempts, with growing random pauses. `what` names the work in the final
 * error.
 */
export async function tryUntilDone<Result>(
  what: string,
  attempt: () => Promise<Result | typeof AGAIN>,
): Promise<Result> {
  for (let made = 0; made < MAX_ATTEMPTS; made += 1) {
    if (made > 0) await pause(FIRST_PAUSE_MS * 2 ** made * Math.random());
    const result = await attempt();
    if (result !== AGAIN) return result;
  }
  throw new Error(`${what}: not done in ${MAX_ATTEMPTS} attempts: conflicts, or a busy table`);
}

const THROTTLED = /Throttl|ThroughputExceeded|RequestLimitExceeded/;

/** Whether a call did not reach the service, or the service was throttling or failed; not that it rejected the call as wrong. */
const isFaultOfService = (error: unknown): boolean =>
  error instanceof Error &&
  '$metadata' in error &&
  (!('$fault' in error) || error.$fault === 'server' || THROTTLED.test(error.name));

/**
 * For the record that a mail was sent. Without it the mail would be sent again (S15), so a failing table is retried for longer than the
 * SDK does, and longer than for anything else.
 */
export const persist = <Result>(what: string, write: () => Promise<Result>): Promise<Result> =>
  tryUntilDone(what, async () => {
    try {
      return await write();
    } catch (error) {
      if (isFaultOfService(error)) return AGAIN;
      throw error;
    }
  });
