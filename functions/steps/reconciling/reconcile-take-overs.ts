import type { ReconcileTakeOverPorts } from './ports.ts';

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
