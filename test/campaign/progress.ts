import type { Scenario } from './scenario.ts';

const SAY_EVERY_MS = 15_000;

/** Says now and then how far a campaign is. */
export class Progress {
  mails = 0;
  posts = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(scenario: Scenario, say: (line: string) => void) {
    const began = Date.now();
    this.#timer = setInterval(() => {
      const seconds = Math.round((Date.now() - began) / 1000);
      const mails = `${this.mails} of ${scenario.mails.length} mails`;
      say(`${seconds} s: ${mails}, ${this.posts} of ${scenario.posts.length} posts`);
    }, SAY_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
