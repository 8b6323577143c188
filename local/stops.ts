import { describeError, reporter } from './reporter.ts';

type Stop = () => unknown;

/** How to stop what was started, the last first. */
export class Stops {
  readonly #stops: Stop[] = [];
  readonly #early: Stop[] = [];
  #stopping: Promise<void> | undefined;

  /** Something that is added while everything stops is stopped at once. */
  add(stop: Stop): void {
    if (this.#stopping) void stop();
    else this.#stops.push(stop);
  }

  /**
   * For processes, which take a while to end. `stop` is called twice: at once, before all others, and again in its
   * turn, where it is awaited.
   */
  addEarly(stop: Stop): void {
    this.add(stop);
    this.#early.push(stop);
  }

  /** Waits for something that can be stopped, and adds its stop. */
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
    // a failure is repeated, and reported, in its turn
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
