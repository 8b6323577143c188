import { createHash } from 'node:crypto';
import { isLineDense } from '../transfer/line-density.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
/** Line ends that are hashed at once. */
const LINE_ENDS = Buffer.alloc(4096, LF);

/**
 * sha256 of a body, independent of how it travelled: CRLF equals LF, and spaces, tabs and empty
 * lines at the end are left out. Mailboxes and protocols change line ends (S15), and a relaxed
 * DKIM signature survives changed blanks (RFC 6376 §3.4.4): such a copy is the same mail.
 */
export class BodyDigest {
  readonly #hash = createHash('sha256');
  #hasHeldReturn = false;
  #heldLineEnds = 0;
  /** Reused for every block: millions of short lines must not become millions of strings. */
  #scratch = Buffer.alloc(0);

  update(octets: Buffer): void {
    if (octets.length === 0) return;
    if (this.#scratch.length <= octets.length)
      this.#scratch = Buffer.allocUnsafe(octets.length + 1);
    const isByOctet = isLineDense(octets) || octets.includes(SPACE) || octets.includes(TAB);
    const length = isByOctet ? this.#unifyOctets(octets) : this.#unifyText(octets);
    let end = length;
    while (end > 0 && this.#scratch[end - 1] === LF) end--;
    if (end > 0) {
      this.#releaseLineEnds();
      this.#hash.update(this.#scratch.subarray(0, end));
    }
    this.#heldLineEnds += length - end;
  }

  /** Lower-case hex. */
  end(): string {
    return this.#hash.digest('hex');
  }

  /**
   * Writes the octets to the scratch buffer with LF for CRLF and returns their
   * number. A CR at the end waits for the next block. For a block without blanks.
   */
  #unifyText(octets: Buffer): number {
    const text = (this.#hasHeldReturn ? '\r' : '') + octets.toString('latin1');
    this.#hasHeldReturn = text.endsWith('\r');
    const whole = this.#hasHeldReturn ? text.slice(0, -1) : text;
    return this.#scratch.write(whole.replaceAll('\r\n', '\n'), 'latin1');
  }

  /** The same without the blanks, octet by octet: for a block that has blanks or very short lines. */
  #unifyOctets(octets: Buffer): number {
    const scratch = this.#scratch;
    let length = 0;
    let hasHeldReturn = this.#hasHeldReturn;
    for (let at = 0; at < octets.length; at++) {
      const octet = octets[at] ?? 0;
      if (hasHeldReturn && octet !== LF) scratch[length++] = CR;
      hasHeldReturn = octet === CR;
      if (!hasHeldReturn && octet !== SPACE && octet !== TAB) scratch[length++] = octet;
    }
    this.#hasHeldReturn = hasHeldReturn;
    return length;
  }

  #releaseLineEnds(): void {
    for (let left = this.#heldLineEnds; left > 0; left -= LINE_ENDS.length) {
      this.#hash.update(LINE_ENDS.subarray(0, left));
    }
    this.#heldLineEnds = 0;
  }
}
