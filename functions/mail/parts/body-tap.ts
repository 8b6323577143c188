import {
  ODD_ESCAPE,
  ODD_ESCAPE_OF_NET,
  SOFT_LINES,
  STRAY_EQUALS,
} from '../repairs/undo-unsaid-encoding.ts';
import { BodyDigest } from './body-digest.ts';

/** Octets of the body that are kept. */
export const BEGINNING_BYTES = 800;

/** Digests the body of a mail block by block, although its beginning becomes known only some blocks later. */
export class BodyTap {
  readonly #digest = new BodyDigest();
  /** Blocks read before the beginning of the body is known. Bounded, because a header block is. */
  #held: Buffer[] = [];
  /** Octets before the held ones. */
  #offset = 0;
  byteCount = 0;
  /** The first octets of the body. */
  beginning: Buffer = Buffer.alloc(0);
  /** The body is said to be quoted-printable, so what no encoder writes is looked for. */
  isEscaped = false;
  hasOddEscape = false;
  /** The last octets of the block before, in which an escape may begin. */
  #tail = '';

  add(block: Buffer): void {
    this.byteCount += block.length;
    this.#held.push(block);
  }

  /** Digests the held blocks from `bodyOffset` on; does nothing while it is undefined. */
  bodyBeginsAt(bodyOffset: number | undefined): void {
    if (bodyOffset === undefined) return;
    for (const block of this.#held) {
      const ofBody = block.subarray(Math.max(0, bodyOffset - this.#offset));
      this.#digest.update(ofBody);
      this.#look(ofBody);
      this.#offset += block.length;
    }
    this.#held = [];
  }

  #look(octets: Buffer): void {
    const missing = BEGINNING_BYTES - this.beginning.length;
    if (missing > 0) this.beginning = Buffer.concat([this.beginning, octets.subarray(0, missing)]);
    if (!this.isEscaped || this.hasOddEscape) return;
    const text = this.#tail + octets.toString('latin1');
    const isOfNet = SOFT_LINES.test(this.beginning.toString('latin1'));
    const odd = isOfNet ? ODD_ESCAPE_OF_NET : ODD_ESCAPE;
    this.hasOddEscape = odd.test(text) || STRAY_EQUALS.test(text);
    this.#tail = text.slice(-2);
  }

  /** Lower-case hex. */
  end(): string {
    return this.#digest.end();
  }
}
