/** Pauses between the tries of one delivery, in seconds: the first retries come soon, the last one after 24 hours. */
const RETRY_PAUSES_SECONDS = [
  5, 20, 30, 60, 120, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 29_165,
] as const;

/** A pause is so much longer or shorter, so that all that failed together does not come back together. */
const JITTER = 0.2;

/** When the try after the n-th is due (n from 1); undefined: that was the last. `random` is from 0 to 1. */
export function nextDueAt(attempts: number, nowMs: number, random: number): number | undefined {
  const pause = RETRY_PAUSES_SECONDS[attempts - 1];
  if (pause === undefined) return undefined;
  return nowMs + Math.round(pause * 1000 * (1 + JITTER * (2 * random - 1)));
}
