import { logger } from './logger.ts';
import { systemClock } from './system-clock.ts';

/** The clock and the log that every step is given. */
export const machine = { clock: systemClock, log: logger };
