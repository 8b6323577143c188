import { BodyDigest } from './body-digest.ts';

/** Digests the body of a mail block by block, although its beginning becomes known only some blocks later. */
export class BodyTap {
  readonly #digest = new BodyDigest();
  /** Blocks read before the beginning of the body is known. Bounded, because a header block is. */
  #held: Buffer[] = [];
  /** Octets before the held ones. */
  #offset = 0;
  byteCount = 0;

  add(block: Buffer): void {
    this.byteCount += block.length;
    this.#held.push(block);
  }

  /** Digests the held blocks from `bodyOffset` on; does nothing while it is undefined. */
  bodyBeginsAt(bodyOffset: number | undefined): void {
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
