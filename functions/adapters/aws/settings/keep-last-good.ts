import type { Machine } from '../../../steps/ports.ts';

/** A change is in force everywhere within this time, and a revoked token works for this long at most (S20). */
const KEPT_MS = 60_000;

interface Source<Value> {
  read(): Promise<Value>;
}

/**
 * Caches what `read` returns for a minute. If `read` fails, the error is logged with `from`, and the last good value stays in force (S20);
 * without one it throws. `what`: the name in the log, e.g. "the API tokens".
 */
export function keepLastGood<Value>(
  what: string,
  from: Record<string, string>,
  read: (last: Value | undefined) => Promise<Value>,
  { clock, log }: Machine,
): Source<Value> {
  let kept: Value | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async read() {
      if (kept !== undefined && clock.now() - readAt < KEPT_MS) return kept;
      try {
        kept = await read(kept);
      } catch (error) {
        log.error({ error, ...from }, `${what} cannot be read: the last good ones stay`);
        if (kept === undefined) throw error;
      }
      readAt = clock.now();
      return kept;
    },
  };
}
