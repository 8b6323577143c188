const NO_OCTETS = Buffer.alloc(0);

/** The first octets of a stream. */
export class KeptOctets {
  #kept: Buffer[] = [];
  byteCount = 0;
  isCut = false;

  /** Keeps octets until `limitBytes` are kept in total. Returns how many of these it kept. */
  keep(octets: Buffer, limitBytes: number): number {
    const kept = octets.subarray(0, Math.max(0, limitBytes - this.byteCount));
    // A copy, because the octets may be a small view of a large block.
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
