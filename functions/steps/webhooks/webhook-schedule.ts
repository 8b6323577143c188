/** Pauses between the attempts of a delivery, in seconds: first retries soon, the last after 24 hours. */
const RETRY_PAUSES_SECONDS = [
  5, 20, 30, 60, 120, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 29_165,
] as const;

/** Each pause is up to this share longer or shorter, so that deliveries that failed together do not retry together. */
const JITTER = 0.2;

/** When the attempt after the n-th is due, in epoch milliseconds (n from 1); undefined: that was the last. `random`: 0 ≤ n < 1. */
export function nextDueAt(attempts: number, nowMs: number, random: number): number | undefined {
  const pause = RETRY_PAUSES_SECONDS[attempts - 1];
  if (pause === undefined) return undefined;
  return nowMs + Math.round(pause * 1000 * (1 + JITTER * (2 * random - 1)));
}
