/** Counts what is in work, so that "idle" can be told for certain. */
export class Activity {
  #running = 0;
  #begun = 0;

  /** Call the result once, when the work is over. */
  begin(): () => void {
    this.#running += 1;
    this.#begun += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#running -= 1;
    };
  }

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const end = this.begin();
    try {
      return await work();
    } finally {
      end();
    }
  }

  get isQuiet(): boolean {
    return this.#running === 0;
  }

  /** Grows with every piece of work: equal at two looks means that nothing began between them. */
  get begun(): number {
    return this.#begun;
  }
}
