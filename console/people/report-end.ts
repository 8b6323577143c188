import type { PresenceReport } from '../data/types.ts';

/** Between two looks at a report that has ended by this browser's clock alone. */
const LOOK_AGAIN_MS = 5000;

/** Milliseconds until a report of presence ends that nobody repeats (S10): no change tells the page of it. */
export const untilEnd = (report: PresenceReport | undefined, now: number): number | false =>
  report?.until !== undefined && Math.max(Date.parse(report.until) - now, LOOK_AGAIN_MS);
