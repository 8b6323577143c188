import { MailBoundExceeded, type MailLimits } from '../limits.ts';

/** Counts what one mail costs, and throws `MailBoundExceeded` once a limit is exceeded. */
export class MailCount {
  readonly #limits: MailLimits;
  /** Octets of the mail that were read and need not be read again. */
  consumedBytes = 0;
  #partHeadersBytes = 0;
  #skippedBytes = 0;
  #parts = 0;

  constructor(limits: MailLimits) {
    this.#limits = limits;
  }

  /** To be called before octets are read: `bytes` of them follow those that are consumed. */
  willRead(bytes: number): void {
    if (this.consumedBytes + bytes > this.#limits.maxRawMailBytes)
      throw new MailBoundExceeded('size');
  }

  partHeader(block: Buffer): void {
    this.#partHeadersBytes += block.length;
    if (this.#partHeadersBytes > this.#limits.maxPartHeadersBytes)
      throw new MailBoundExceeded('header-block');
  }

  part(): void {
    this.#parts += 1;
    if (this.#parts > this.#limits.maxParts) throw new MailBoundExceeded('parts');
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
