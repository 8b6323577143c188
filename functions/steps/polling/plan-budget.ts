/** When a poll ends (epoch milliseconds): no new mail is begun after `stopAtMs`; connections are closed by force at `cutAtMs`. */
export interface PollBudget {
  stopAtMs: number;
  cutAtMs: number;
}

/** Reserved at the end of a run to finish the mail in hand. */
const RESERVE_MS = 30_000;
/** Of that, reserved for closing and writing after the connections are cut. */
const CLOSING_MS = 5_000;

/** If little time is left, half of it is for the work. */
export function planBudget(nowMs: number, remainingMs: number): PollBudget {
  const reserveMs = Math.min(RESERVE_MS, remainingMs / 2);
  return {
    stopAtMs: nowMs + remainingMs - reserveMs,
    cutAtMs: nowMs + remainingMs - Math.min(CLOSING_MS, reserveMs / 2),
  };
}
