import type { AttachmentSink } from '../parts/attachment-sink.ts';
import type { PartStore } from '../parts/part-store.ts';
import type { ReportPart } from '../parts/report-role.ts';
import type { LeafStart } from '../structure/mail-piece.ts';
import { KeptOctets } from './kept-octets.ts';
import type { Leaf } from './leaf.ts';
import { isUnnamedMail, MAIL_NAME_BYTES, nameOfMail } from './name-of-mail.ts';

/** Octets that are read of a part of a report, and of the mail attached to it. */
const MAX_REPORT_PART_BYTES = 64 * 1024;

/** A part that is a file. Its first octets are kept, too, if it is part of a report, may be the mail's only text, or is a mail with no name. */
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
    const nameLimit = isUnnamedMail(start.header) ? MAIL_NAME_BYTES : 0;
    this.#keptLimit = reportPart ? MAX_REPORT_PART_BYTES : Math.max(textLimit, nameLimit);
  }

  write(octets: Buffer): Promise<void> | undefined {
    if (this.#keptLimit > 0) this.#kept.keep(octets, this.#keptLimit);
    return this.#sink.write(octets);
  }

  async close(): Promise<void> {
    const { header, container } = this.#start;
    const octets = this.#kept.take();
    const isMail = isUnnamedMail(header);
    if (this.#reportPart) this.#store.reportOctets.set(this.#reportPart, octets);
    else if (this.#keptLimit > 0 && !isMail && !this.#kept.isCut)
      this.#store.candidates.push({ start: this.#start, index: this.#sink.info.index, octets });
    const name = isMail ? nameOfMail(octets) : undefined;
    await this.#store.closeFile(this.#sink, header, container, name);
  }

  /** Drops the file, because its content was read in another way. */
  async discard(): Promise<void> {
    await this.#sink.end();
  }

  abort(error: Error): Promise<void> {
    return this.#sink.abort(error);
  }
}
