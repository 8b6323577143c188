const NO_OCTETS = Buffer.alloc(0);

/** The first octets of something that streams by. */
export class KeptOctets {
  #kept: Buffer[] = [];
  byteCount = 0;
  isCut = false;

  /** Keeps octets up to a limit in all, and says how many those were. */
  keep(octets: Buffer, limitBytes: number): number {
    const kept = octets.subarray(0, Math.max(0, limitBytes - this.byteCount));
    // A copy: the octets may be a small view of a large block.
    if (kept.length > 0) this.#kept.push(Buffer.from(kept));
    this.byteCount += kept.length;
    if (kept.length < octets.length) this.isCut = true;
    return kept.length;
  }

  take(): Buffer {
    const all = this.#kept.length > 0 ? Buffer.concat(this.#kept) : NO_OCTETS;
    this.#kept = [];
    return all;
  }
}
