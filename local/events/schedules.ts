import type { LocalFunction } from '../functions/local-function.ts';
import { LocalError } from '../local-error.ts';
import { invokeAsync } from './event-bus.ts';

export interface Schedule {
  everyMs: number;
  target: LocalFunction;
  input: unknown;
}

const UNITS_MS: Record<string, number> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Functions that run every so often, in the background: nobody waits for them, and "idle" does not count them. */
export class Schedules {
  readonly #schedules: Schedule[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();

  add(schedule: Schedule): void {
    this.#schedules.push(schedule);
  }

  start(): void {
    for (const { everyMs, target, input } of this.#schedules) {
      this.#timers.add(setInterval(() => void invokeAsync(target, input), everyMs));
    }
  }

  /** Begins every interval anew: what a person just did or changed by hand comes first. */
  restart(): void {
    this.stop();
    this.start();
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers.clear();
  }
}

/** Milliseconds of `rate(5 minutes)`; cron expressions and dates run on AWS alone. */
export function readRate(expression: string): number {
  const match = /^rate\((\d{1,6}) (second|minute|hour|day)s?\)$/.exec(expression);
  const unit = UNITS_MS[match?.[2] ?? ''];
  if (!match || unit === undefined) {
    throw new LocalError(`The local pipeline plays schedules as rate(…), not "${expression}".`);
  }
  return Number(match[1]) * unit;
}
