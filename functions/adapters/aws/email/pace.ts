import { setTimeout as pause } from 'node:timers/promises';

/** A turn every `1 / perSecond` seconds, first come, first served; time that nobody used is not saved up. */
export function createPace(perSecond: number): () => Promise<void> {
  if (!(perSecond > 0)) throw new RangeError(`${perSecond} per second is no pace: above 0`);
  const everyMs = 1000 / perSecond;
  let nextTurn = 0;
  return async () => {
    const now = Date.now();
    const turn = Math.max(now, nextTurn);
    nextTurn = turn + everyMs;
    if (turn > now) await pause(turn - now);
  };
}
