import { MailBoundExceeded, type MailLimits } from '../limits.ts';
import type { HeaderField, MailAttachment, MailMark, TextFormat } from '../message.ts';
import type { CountedParts } from '../structure/mail-count.ts';
import type { LeafStart } from '../structure/mail-piece.ts';
import type { PartHeader } from '../structure/part-header.ts';
import { nameAttachment } from './attachment-name.ts';
import { AttachmentSink, type OnAttachment } from './attachment-sink.ts';
import type { TextPart } from './collect-text.ts';
import type { ReportPart } from './report-role.ts';

/** Describes a file. A picture from a `data:` URL has only its type and Content-ID. */
export type FileHeader = Pick<PartHeader, 'contentType' | 'filename' | 'contentId' | 'disposition'>;

/** A file that was read to its end. */
export interface StoredFile {
  attachment: MailAttachment;
  header: FileHeader;
  container?: TextPart['container'];
}

/** A text that was sent as a file. It becomes the mail's text if there is no other. */
export interface TextCandidate {
  start: LeafStart;
  index: number;
  octets: Buffer;
}

/** The mail inside a certified mail (S21). */
export interface CertifiedMail {
  store: PartStore;
  headerFields: HeaderField[];
}

/** What is counted of a mail, including the mails inside it. */
export class PartCount implements CountedParts {
  parts = 0;
  partHeadersBytes = 0;
  files = 0;
  textBytes = 0;
}

/** The texts at one point of a mail, and what is known of them. */
export interface TextsSoFar {
  texts: TextPart[];
  textBytes: number;
  textFormat?: TextFormat;
  cut: string[];
}

/** What was read of a mail so far. */
export class PartStore {
  readonly limits: MailLimits;
  readonly onAttachment?: OnAttachment;
  readonly count: PartCount;
  texts: TextPart[] = [];
  files: StoredFile[] = [];
  candidates: TextCandidate[] = [];
  textFormat?: TextFormat;
  /** Charset of the first text that is not UTF-8. */
  charset?: string;
  cut = new Set<string>();
  readonly marks = new Set<MailMark>();
  /** Fields of the mail's own header without which its parts would be read otherwise. */
  readonly decidingFields = new Set<string>();
  readonly reportTypes: string[] = [];
  readonly reportOctets = new Map<ReportPart, Buffer>();

  /** Whether the mail is the envelope of a certified mail (S21), and the mail found inside. */
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

  /** `foundName`: a name that the file's content gave, where its header has none. */
  async closeFile(
    sink: AttachmentSink,
    header: FileHeader,
    container?: TextPart['container'],
    foundName?: string,
  ): Promise<void> {
    const content = await sink.end();
    const attachment = { ...sink.info, ...content, isInline: false };
    if (foundName !== undefined)
      attachment.filename = nameAttachment(foundName, attachment.contentType, attachment.index);
    this.files.push({ attachment, header, container });
  }

  /** Adds a file whose octets are all there, such as one from inside the text. */
  async addFile(header: FileHeader, octets: Buffer): Promise<void> {
    const sink = this.openFile(header);
    await sink.write(octets);
    await this.closeFile(sink, header);
  }

  /** The texts so far: `backTo` drops those that follow. */
  textsSoFar(): TextsSoFar {
    const { texts, textFormat, cut } = this;
    const { textBytes } = this.count;
    return { texts: [...texts], textBytes, textFormat, cut: [...cut] };
  }

  /** Drops the texts since then. Those before the first delimiter are for readers without MIME (RFC 2046 §5.1.1). */
  backTo({ texts, textBytes, textFormat, cut }: TextsSoFar): void {
    this.texts = texts;
    this.count.textBytes = textBytes;
    this.textFormat = textFormat;
    this.cut = new Set(cut);
  }
}
