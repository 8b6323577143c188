import { MailBoundExceeded, type MailLimits } from '../limits.ts';

/** Parts of a mail, also those inside the signed data and the certified mail that it holds, which have no limits of their own. */
export interface CountedParts {
  parts: number;
  partHeadersBytes: number;
}

/** Counts what one mail costs, and throws `MailBoundExceeded` once a limit is exceeded. */
export class MailCount {
  readonly #limits: MailLimits;
  readonly #counted: CountedParts;
  /** Octets of the mail that were read and need not be read again. */
  consumedBytes = 0;
  #skippedBytes = 0;

  constructor(limits: MailLimits, counted: CountedParts) {
    this.#limits = limits;
    this.#counted = counted;
  }

  /** To be called before octets are read: `bytes` of them follow those that are consumed. */
  willRead(bytes: number): void {
    if (this.consumedBytes + bytes > this.#limits.maxRawMailBytes)
      throw new MailBoundExceeded('size');
  }

  partHeader(block: Buffer): void {
    this.#counted.partHeadersBytes += block.length;
    if (this.#counted.partHeadersBytes > this.#limits.maxPartHeadersBytes)
      throw new MailBoundExceeded('header-block');
  }

  part(): void {
    this.#counted.parts += 1;
    if (this.#counted.parts > this.#limits.maxParts) throw new MailBoundExceeded('parts');
  }

  /** Octets of blank lines above the mail's header. */
  skipped(bytes: number): void {
    this.#skippedBytes += bytes;
  }

  /** Above more blank lines than a header block may have, the mail is read as it stands. */
  get maySkipMore(): boolean {
    return this.#skippedBytes <= this.#limits.maxHeaderBlockBytes;
  }
}
