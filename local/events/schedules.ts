import { LocalError } from '../local-error.ts';
import { describeError, reporter } from '../reporter.ts';

export interface Schedule {
  /** Named in the warning when a run fails. */
  name: string;
  everyMs: number;
  run(): Promise<unknown>;
}

const UNITS_MS: Record<string, number> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
const LOOK_EVERY_MS = 250;

/**
 * Runs things at intervals in the background: nobody waits for them, and "idle" does not count them. It
 * uses the clock of this process, which a test may put forward; what came due several times then runs once.
 */
export class Schedules {
  readonly #schedules: (Schedule & { dueAt: number })[] = [];
  #timer: NodeJS.Timeout | undefined;

  add(schedule: Schedule): void {
    this.#schedules.push({ ...schedule, dueAt: Infinity });
  }

  start(): void {
    for (const schedule of this.#schedules) schedule.dueAt = Date.now() + schedule.everyMs;
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Starts what is due. */
  look(): void {
    const now = Date.now();
    for (const schedule of this.#schedules) {
      if (schedule.dueAt > now) continue;
      schedule.dueAt = now + schedule.everyMs;
      schedule.run().catch((error) => reporter.warn(`${schedule.name}: ${describeError(error)}`));
    }
  }

  /** Restarts every interval, so that what a person just did or changed comes first. */
  restart(): void {
    this.stop();
    this.start();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Milliseconds of `rate(5 minutes)`. Cron expressions and dates only run on AWS. */
export function readRate(expression: string): number {
  const match = /^rate\((\d{1,6}) (second|minute|hour|day)s?\)$/.exec(expression);
  const unit = UNITS_MS[match?.[2] ?? ''];
  if (!match || unit === undefined) {
    throw new LocalError(`The local pipeline plays schedules as rate(…), not "${expression}".`);
  }
  return Number(match[1]) * unit;
}
