import { createHash } from 'node:crypto';

/** Line ends that are written in one go. */
const LINE_ENDS = '\n'.repeat(4096);

/**
 * sha256 over a body, however it travelled: line ends count as one, and empty lines at the end do not count, because mailboxes and
 * protocols change both (S15).
 */
export class BodyDigest {
  readonly #hash = createHash('sha256');
  #hasHeldReturn = false;
  #heldLineEnds = 0;

  update(octets: Buffer): void {
    const text = `${this.#hasHeldReturn ? '\r' : ''}${octets.toString('latin1')}`;
    this.#hasHeldReturn = text.endsWith('\r');
    const unified = (this.#hasHeldReturn ? text.slice(0, -1) : text).replaceAll('\r\n', '\n');
    const trimmed = unified.endsWith('\n') ? trimLineEnds(unified) : unified;
    if (trimmed !== '') {
      this.#releaseLineEnds();
      this.#hash.update(trimmed, 'latin1');
    }
    this.#heldLineEnds += unified.length - trimmed.length;
  }

  /** Lower-case hex. */
  end(): string {
    return this.#hash.digest('hex');
  }

  #releaseLineEnds(): void {
    for (let left = this.#heldLineEnds; left > 0; left -= LINE_ENDS.length) {
      this.#hash.update(LINE_ENDS.slice(0, left), 'latin1');
    }
    this.#heldLineEnds = 0;
  }
}

function trimLineEnds(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end--;
  return text.slice(0, end);
}
