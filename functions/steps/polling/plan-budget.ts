import type { PollBudget } from './mailbox-report.ts';

/** What is kept back at the end, to let the mail in hand come to its end. */
const RESERVE_MS = 30_000;
/** What is kept back of that for closing and writing once the connections are cut. */
const CLOSING_MS = 5_000;

/** A function that has little time gives half of it to its work. */
export function planBudget(nowMs: number, remainingMs: number): PollBudget {
  const reserveMs = Math.min(RESERVE_MS, remainingMs / 2);
  return {
    stopAtMs: nowMs + remainingMs - reserveMs,
    cutAtMs: nowMs + remainingMs - Math.min(CLOSING_MS, reserveMs / 2),
  };
}
