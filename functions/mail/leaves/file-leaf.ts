import type { AttachmentSink } from '../parts/attachment-sink.ts';
import type { LeafStart } from '../parts/mail-piece.ts';
import type { PartStore } from '../parts/part-store.ts';
import type { ReportPart } from '../parts/report-role.ts';
import { KeptOctets } from './kept-octets.ts';
import type { Leaf } from './leaf.ts';

/** Octets of a report's part, and of the mail that is attached to it, that are looked into. */
const MAX_REPORT_PART_BYTES = 64 * 1024;

/** A part that is a file. What a report says is kept beside it, and the words of one that may be the mail's only text. */
export class FileLeaf implements Leaf {
  readonly #start: LeafStart;
  readonly #store: PartStore;
  readonly #sink: AttachmentSink;
  readonly #kept = new KeptOctets();
  readonly #keptLimit: number;
  readonly #reportPart?: ReportPart;

  /** `reportPart`: what it is to the mail's own report. */
  constructor(start: LeafStart, store: PartStore, mayBeText = false, reportPart?: ReportPart) {
    this.#start = start;
    this.#store = store;
    this.#reportPart = reportPart;
    this.#sink = store.openFile(start.header);
    const isFirst = mayBeText && store.candidates.length === 0;
    const textLimit = isFirst ? store.limits.maxInlineTextBytes : 0;
    this.#keptLimit = reportPart ? MAX_REPORT_PART_BYTES : textLimit;
  }

  write(octets: Buffer): Promise<void> | undefined {
    if (this.#keptLimit > 0) this.#kept.keep(octets, this.#keptLimit);
    return this.#sink.write(octets);
  }

  async close(): Promise<void> {
    const { header, container } = this.#start;
    const octets = this.#kept.take();
    if (this.#reportPart) this.#store.reportOctets.set(this.#reportPart, octets);
    else if (this.#keptLimit > 0 && !this.#kept.isCut)
      this.#store.candidates.push({ start: this.#start, index: this.#sink.info.index, octets });
    await this.#store.closeFile(this.#sink, header, container);
  }

  /** What the file holds was read by itself: it is no file of the mail. */
  async discard(): Promise<void> {
    await this.#sink.end();
  }

  abort(error: Error): Promise<void> {
    return this.#sink.abort(error);
  }
}
