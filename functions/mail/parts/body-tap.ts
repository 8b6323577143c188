import { BodyDigest } from './body-digest.ts';

/** Digests the body of a mail as its blocks come by, though where it begins is known some blocks later. */
export class BodyTap {
  readonly #digest = new BodyDigest();
  /** Read before it is known where the body begins: a header block is bounded, and so is this. */
  #held: Buffer[] = [];
  /** Octets before those that are held. */
  #offset = 0;
  byteCount = 0;

  add(block: Buffer): void {
    this.byteCount += block.length;
    this.#held.push(block);
  }

  /** Digests what is held, from `bodyOffset` on; undefined: it is not known yet. */
  settle(bodyOffset: number | undefined): void {
    if (bodyOffset === undefined) return;
    for (const block of this.#held) {
      this.#digest.update(block.subarray(Math.max(0, bodyOffset - this.#offset)));
      this.#offset += block.length;
    }
    this.#held = [];
  }

  /** Lower-case hex. */
  end(): string {
    return this.#digest.end();
  }
}
