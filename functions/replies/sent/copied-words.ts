/** First and last place of some words, counted in words. */
interface Places {
  readonly first: number;
  last: number;
}

/** The words of what may be a copy of our texts. They are read once, however many of our texts are looked for. */
export class CopiedWords {
  readonly #words: readonly string[];
  /** By number of words: where each row of so many words stands. */
  readonly #rows = new Map<number, ReadonlyMap<string, Places>>();

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get count(): number {
    return this.#words.length;
  }

  /** Whether the words of `head` stand here, and those of `tail`, which are as many, there or further below. */
  holds(head: readonly string[], tail: readonly string[]): boolean {
    const rows = this.#rowsOf(head.length);
    const begin = rows.get(head.join(' '));
    const end = rows.get(tail.join(' '));
    return begin !== undefined && end !== undefined && end.last >= begin.first;
  }

  #rowsOf(size: number): ReadonlyMap<string, Places> {
    const known = this.#rows.get(size);
    if (known !== undefined) return known;
    const rows = new Map<string, Places>();
    for (let at = 0; at + size <= this.#words.length; at++) {
      const row = this.#words.slice(at, at + size).join(' ');
      const places = rows.get(row);
      if (places === undefined) rows.set(row, { first: at, last: at });
      else places.last = at;
    }
    this.#rows.set(size, rows);
    return rows;
  }
}
