import { logger } from './logger.ts';
import { systemClock } from './system-clock.ts';

/** The clock and the log for all steps. */
export const machine = { clock: systemClock, log: logger };
