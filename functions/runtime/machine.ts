import { logger } from './logger.ts';

/** The clock and the log for all steps. */
export const machine = { clock: { now: () => Date.now() }, log: logger };
