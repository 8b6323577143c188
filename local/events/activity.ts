/** Counts the work in progress, so that "idle" is certain. */
export class Activity {
  #running = 0;
  #begun = 0;

  /** Call the returned function once, when the work is done. */
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

  /** Grows with every piece of work. If it is equal at two looks, nothing began between them. */
  get begun(): number {
    return this.#begun;
  }
}
