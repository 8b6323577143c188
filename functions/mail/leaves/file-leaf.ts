import type { AttachmentSink } from '../parts/attachment-sink.ts';
import type { LeafStart } from '../parts/mail-piece.ts';
import type { PartStore } from '../parts/part-store.ts';
import type { ReportPart } from '../parts/report-role.ts';
import { KeptOctets } from './kept-octets.ts';
import type { Leaf } from './leaf.ts';

/** Octets that are read of a part of a report, and of the mail attached to it. */
const MAX_REPORT_PART_BYTES = 64 * 1024;

/** A part that is a file. Its first octets are also kept if it is part of a report, or if it may be the mail's only text. */
export class FileLeaf implements Leaf {
  readonly #start: LeafStart;
  readonly #store: PartStore;
  readonly #sink: AttachmentSink;
  readonly #kept = new KeptOctets();
  readonly #keptLimit: number;
  readonly #reportPart?: ReportPart;

  /** `reportPart`: its role in the mail's own report. */
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

  /** Drops the file, because its content was read in another way. */
  async discard(): Promise<void> {
    await this.#sink.end();
  }

  abort(error: Error): Promise<void> {
    return this.#sink.abort(error);
  }
}
