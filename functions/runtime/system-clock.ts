/** The system's clock, for the steps. */
export const systemClock = { now: () => Date.now() };
