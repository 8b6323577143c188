import type { Clock } from '../ports.ts';

export interface ReconcileTakeOverPorts {
  takeOvers: {
    /** Users who were taken over before this time (RFC 3339) and whose conversations have not all moved. */
    unfinished(before: string): Promise<string[]>;
    finish(formerId: string): Promise<void>;
  };
  clock: Clock;
}

/** The call that began a takeover moves the conversations itself, within seconds. */
const BEGUN_BEFORE_MS = 120_000;

/** Finishes takeovers whose call was killed while it moved the conversations. Returns the number of users. */
export async function reconcileTakeOvers({
  takeOvers,
  clock,
}: ReconcileTakeOverPorts): Promise<number> {
  const before = new Date(clock.now() - BEGUN_BEFORE_MS).toISOString();
  const unfinished = await takeOvers.unfinished(before);
  for (const formerId of unfinished) await takeOvers.finish(formerId);
  return unfinished.length;
}
