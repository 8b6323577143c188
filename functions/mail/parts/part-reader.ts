import { chooseCharset } from '../charsets/choose-charset.ts';
import type { MailLimits } from '../limits.ts';
import type { MailAttachment, Message, TextFormat } from '../message.ts';
import { readDeliveryReport } from '../reports/read-delivery-report.ts';
import { createTransferDecoder } from '../transfer/create-transfer-decoder.ts';
import type { TransferDecoder } from '../transfer/transfer-decoder.ts';
import { nameAttachment } from './attachment-name.ts';
import { AttachmentSink, type OnAttachment } from './attachment-sink.ts';
import { decodeText, joinTexts, type TextPart } from './collect-text.ts';
import type { Multipart } from './open-multiparts.ts';
import type { PartHeader } from './part-header.ts';
import type { MailPiece } from './split-mail.ts';

/** Octets of a report's part, and of the mail that is attached to it, that are looked into. */
const MAX_REPORT_PART_BYTES = 64 * 1024;
const NO_OCTETS = Buffer.alloc(0);

type LeafStart = Extract<MailPiece, { kind: 'leaf' }>;
type LeafPiece = Exclude<MailPiece, { kind: 'top' }>;
type Parts = Pick<
  Message,
  'text' | 'html' | 'textFormat' | 'attachments' | 'cut' | 'deliveryReport'
>;

/** The leaf that is being read: a text that is kept, or a file that is passed on. */
interface OpenLeaf {
  start: LeafStart;
  decoder: TransferDecoder;
  kept: Buffer[];
  keptBytes: number;
  isCut: boolean;
  sink?: AttachmentSink;
}

/** Turns the leaves of a mail into its texts and files. */
export class PartReader {
  /** The first text's charset that is not UTF-8. */
  charset?: string;
  readonly #limits: MailLimits;
  readonly #onAttachment?: OnAttachment;
  #leaf?: OpenLeaf;
  #texts: TextPart[] = [];
  #textFormat?: TextFormat;
  #textBytes = 0;
  #hasPreamble = false;
  readonly #attachments: { attachment: MailAttachment; start: LeafStart }[] = [];
  readonly #cut = new Set<string>();
  readonly #reportParts = new Map<'status' | 'original', Buffer>();

  constructor(limits: MailLimits, onAttachment?: OnAttachment) {
    this.#limits = limits;
    this.#onAttachment = onAttachment;
  }

  async take(piece: LeafPiece): Promise<void> {
    if (piece.kind === 'leaf') this.#open(piece);
    else if (this.#leaf && piece.kind === 'body')
      await this.#write(this.#leaf, this.#leaf.decoder.write(piece.octets));
    else if (this.#leaf) await this.#close(this.#leaf);
  }

  /** Everything that was read. Whether a file is shown inline is known now that the HTML is. */
  finish(): Parts {
    const { text, html } = joinTexts(this.#texts);
    const status = this.#reportParts.get('status');
    return {
      text,
      html,
      textFormat: text === undefined ? undefined : this.#textFormat,
      attachments: this.#attachments.map(({ attachment, start }) => ({
        ...attachment,
        isInline: isInline(start, html),
      })),
      cut: [...this.#cut],
      deliveryReport:
        status && readDeliveryReport({ status, original: this.#reportParts.get('original') }),
    };
  }

  async abort(error: Error): Promise<void> {
    await this.#leaf?.sink?.abort(error);
  }

  #open(start: LeafStart): void {
    if (this.#hasPreamble) this.#dropPreamble();
    this.#hasPreamble = start.isPreamble;
    const decoder = createTransferDecoder(start.isPreamble ? '' : start.header.encoding);
    const sink = isText(start.header)
      ? undefined
      : new AttachmentSink(this.#describe(start.header), this.#onAttachment);
    this.#leaf = { start, decoder, kept: [], keptBytes: 0, isCut: false, sink };
  }

  /** Delimiters followed: what stood before them is for readers without MIME (RFC 2046 §5.1.1). */
  #dropPreamble(): void {
    this.#texts = [];
    this.#textBytes = 0;
    this.#textFormat = undefined;
    this.#cut.clear();
  }

  #describe(header: PartHeader) {
    const index = this.#attachments.length;
    const filename = nameAttachment(header.filename, header.contentType, index);
    const isTnef =
      filename.toLowerCase() === 'winmail.dat' || header.contentType === 'application/vnd.ms-tnef';
    return {
      index,
      filename,
      contentType: isTnef ? 'application/ms-tnef' : header.contentType,
      contentId: header.contentId,
    };
  }

  async #write(leaf: OpenLeaf, octets: Buffer): Promise<void> {
    if (octets.length === 0) return;
    if (!leaf.sink) return this.#keepText(leaf, octets);
    if (reportRole(leaf.start)) keep(leaf, octets, MAX_REPORT_PART_BYTES);
    await leaf.sink.write(octets);
  }

  #keepText(leaf: OpenLeaf, octets: Buffer): void {
    const before = leaf.keptBytes;
    const isWhole = keep(leaf, octets, this.#limits.maxInlineTextBytes - this.#textBytes + before);
    this.#textBytes += leaf.keptBytes - before;
    if (isWhole) return;
    leaf.isCut = true;
    this.#cut.add('inline-text');
  }

  async #close(leaf: OpenLeaf): Promise<void> {
    await this.#write(leaf, leaf.decoder.end());
    this.#leaf = undefined;
    const octets = leaf.kept.length > 0 ? Buffer.concat(leaf.kept) : NO_OCTETS;
    if (leaf.sink) await this.#addAttachment(leaf, leaf.sink, octets);
    else this.#addText(leaf, octets);
  }

  #addText({ start, isCut }: OpenLeaf, octets: Buffer): void {
    const { params, contentType } = start.header;
    const isHtml = contentType === 'text/html';
    const charset = chooseCharset(octets, params.charset, isHtml);
    this.charset ??= charset === 'utf-8' ? undefined : charset;
    this.#texts.push({
      isHtml,
      text: decodeText(octets, charset, isCut),
      container: start.container,
    });
    if (contentType === 'text/plain') this.#textFormat ??= readTextFormat(params);
  }

  async #addAttachment({ start }: OpenLeaf, sink: AttachmentSink, octets: Buffer): Promise<void> {
    const role = reportRole(start);
    if (role) this.#reportParts.set(role, octets);
    const content = await sink.end();
    this.#attachments.push({ attachment: { ...sink.info, ...content, isInline: false }, start });
  }
}

/** Keeps octets up to a limit. Gives whether all were kept. */
function keep(leaf: OpenLeaf, octets: Buffer, limitBytes: number): boolean {
  const kept = octets.subarray(0, Math.max(0, limitBytes - leaf.keptBytes));
  // A copy: the octets may be a small view of a large block.
  if (kept.length > 0) leaf.kept.push(Buffer.from(kept));
  leaf.keptBytes += kept.length;
  return kept.length === octets.length;
}

/** Text is shown as the mail's text unless it is named or sent as a file (S14). */
function isText({ contentType, filename, disposition }: PartHeader): boolean {
  const isReadable = contentType === 'text/plain' || contentType === 'text/html';
  return isReadable && filename === undefined && disposition !== 'attachment';
}

/** A file belongs into the text if the text names it by its Content-ID, or if the sender put it there (RFC 2387, RFC 2183). */
function isInline({ header, container }: LeafStart, html: string | undefined): boolean {
  const { contentId, disposition } = header;
  if (contentId && (html?.includes(`cid:${contentId}`) || liesInRelated(container))) return true;
  return disposition === 'inline';
}

function liesInRelated(container: Multipart | undefined): boolean {
  for (let at = container; at; at = at.parent) {
    if (at.subtype === 'related') return true;
  }
  return false;
}

/** The part that a leaf plays in a delivery report (RFC 3464 §2). */
function reportRole({ header, container }: LeafStart): 'status' | 'original' | undefined {
  if (header.contentType === 'message/delivery-status') return 'status';
  if (container?.subtype !== 'report') return undefined;
  return ['message/rfc822', 'text/rfc822-headers', 'message/global'].includes(header.contentType)
    ? 'original'
    : undefined;
}

function readTextFormat(params: Record<string, string>): TextFormat | undefined {
  if (params.format?.toLowerCase() !== 'flowed') return undefined;
  return { flowed: true, delSp: params.delsp?.toLowerCase() === 'yes' };
}
