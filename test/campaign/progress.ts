import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from './scenario.ts';

const SAY_EVERY_MS = 15_000;
const LOOK_EVERY_MS = 100;

/** Reports the progress of a campaign now and then. */
export class Progress {
  mails = 0;
  posts = 0;
  readonly #timer: NodeJS.Timeout;
  readonly #mailsInAll: number;

  constructor(scenario: Scenario, say: (line: string) => void) {
    this.#mailsInAll = scenario.mails.length;
    this.#timer = setInterval(() => {
      const mails = `${this.mails} of ${this.#mailsInAll} mails`;
      say(`${mails}, ${this.posts} of ${scenario.posts.length} posts`);
    }, SAY_EVERY_MS);
  }

  /** Waits until this share of all mails has been sent. */
  async untilSent(share: number): Promise<void> {
    while (this.mails < share * this.#mailsInAll) await sleep(LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
