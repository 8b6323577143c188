import { MailBoundExceeded, type MailLimits } from '../limits.ts';
import type { HeaderField, MailAttachment, MailMark, TextFormat } from '../message.ts';
import { nameAttachment } from './attachment-name.ts';
import { AttachmentSink, type OnAttachment } from './attachment-sink.ts';
import type { TextPart } from './collect-text.ts';
import type { LeafStart } from './mail-piece.ts';
import type { PartHeader } from './part-header.ts';
import type { ReportPart } from './report-role.ts';

/** What tells a file from others; of a picture that stood in the text itself there is no more than this. */
export type FileHeader = Pick<PartHeader, 'contentType' | 'filename' | 'contentId' | 'disposition'>;

/** A file that was read to its end. */
export interface StoredFile {
  attachment: MailAttachment;
  header: FileHeader;
  container?: TextPart['container'];
}

/** A text that was sent as a file: it is the mail's text where there is no other. */
export interface TextCandidate {
  start: LeafStart;
  index: number;
  octets: Buffer;
}

/** What the mail inside of a certified one says (S21). */
export interface CertifiedMail {
  store: PartStore;
  headerFields: HeaderField[];
}

/** Numbers of a mail's files and octets of its texts, counted over all that lies in it. */
export class PartCount {
  files = 0;
  textBytes = 0;
}

/** What was read of a mail so far: texts, files, and what is said of them. */
export class PartStore {
  readonly limits: MailLimits;
  readonly onAttachment?: OnAttachment;
  readonly count: PartCount;
  texts: TextPart[] = [];
  files: StoredFile[] = [];
  candidates: TextCandidate[] = [];
  textFormat?: TextFormat;
  /** The first text's charset that is not UTF-8. */
  charset?: string;
  readonly cut = new Set<string>();
  readonly marks = new Set<MailMark>();
  readonly reportTypes: string[] = [];
  readonly reportOctets = new Map<ReportPart, Buffer>();

  /** The mail is the envelope of a certified one (S21), and what lay in it. */
  isCertified = false;
  certified?: CertifiedMail;

  constructor(limits: MailLimits, onAttachment?: OnAttachment, count = new PartCount()) {
    this.limits = limits;
    this.onAttachment = onAttachment;
    this.count = count;
  }

  /** Octets of text that may still be kept. */
  get textBytesLeft(): number {
    return this.limits.maxInlineTextBytes - this.count.textBytes;
  }

  openFile(header: FileHeader): AttachmentSink {
    const index = this.count.files++;
    if (index >= 2 * this.limits.maxParts) throw new MailBoundExceeded('parts');
    const filename = nameAttachment(header.filename, header.contentType, index);
    const isTnef =
      filename.toLowerCase() === 'winmail.dat' || header.contentType === 'application/vnd.ms-tnef';
    const contentType = isTnef ? 'application/ms-tnef' : header.contentType;
    return new AttachmentSink(
      { index, filename, contentType, contentId: header.contentId },
      this.onAttachment,
    );
  }

  async closeFile(
    sink: AttachmentSink,
    header: FileHeader,
    container?: TextPart['container'],
  ): Promise<void> {
    const content = await sink.end();
    const attachment = { ...sink.info, ...content, isInline: false };
    this.files.push({ attachment, header, container });
  }

  /** A file whose octets are all there, as where it stood in the text. */
  async addFile(header: FileHeader, octets: Buffer): Promise<void> {
    const sink = this.openFile(header);
    await sink.write(octets);
    await this.closeFile(sink, header);
  }

  /** Delimiters followed: what stood before them is for readers without MIME (RFC 2046 §5.1.1). */
  dropTexts(): void {
    this.texts = [];
    this.count.textBytes = 0;
    this.textFormat = undefined;
    this.cut.clear();
  }
}
