import { describeError, reporter } from './reporter.ts';

type Stop = () => unknown;

/** How to stop what was started: the last first. */
export class Stops {
  readonly #stops: Stop[] = [];
  readonly #early: Stop[] = [];
  #stopping: Promise<void> | undefined;

  /** What is added while everything stops is stopped at once. */
  add(stop: Stop): void {
    if (this.#stopping) void stop();
    else this.#stops.push(stop);
  }

  /** Of processes, which take a while to go: called before all others as well, and waited for in its turn. May be called twice. */
  addEarly(stop: Stop): void {
    this.add(stop);
    this.#early.push(stop);
  }

  /** Waits for something that can be stopped, and remembers how. */
  async after<Started extends { stop: Stop }>(starting: Promise<Started>): Promise<Started> {
    const started = await starting;
    this.add(() => started.stop());
    return started;
  }

  /** Stops everything, once. */
  run(): Promise<void> {
    this.#stopping ??= this.#runAll();
    return this.#stopping;
  }

  async #runAll(): Promise<void> {
    // one that fails is tried and told again in its turn
    for (const stop of this.#early) (async () => stop())().catch(() => undefined);
    for (let stop = this.#stops.pop(); stop; stop = this.#stops.pop()) {
      try {
        await stop();
      } catch (error) {
        reporter.error(describeError(error));
      }
    }
  }
}
