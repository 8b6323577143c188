import type { Clock, Log } from '../../../steps/ports.ts';

/** A change is in force everywhere within this time; a token that is taken back works this long at most (S20). */
const KEPT_MS = 60_000;

interface Source<Value> {
  read(): Promise<Value>;
}

/**
 * What `read` gives, kept for a minute; one that fails is logged with where it is read `from`, and the last good value stays in force
 * (S20). Without one it throws. `what`: as the log names it, "the API tokens".
 */
export function keepLastGood<Value>(
  what: string,
  from: Record<string, string>,
  read: (last: Value | undefined) => Promise<Value>,
  { clock, log }: { clock: Clock; log: Log },
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
