/** The clock of this machine, for the steps. */
export const systemClock = { now: () => Date.now() };
