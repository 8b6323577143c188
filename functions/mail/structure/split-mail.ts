import { MailBoundExceeded, type MailLimits } from '../limits.ts';
import { findLostBody } from '../repairs/find-lost-body.ts';
import { LOST_BOUNDARY_BYTES, UNSAID_BOUNDARY_BYTES } from '../repairs/find-lost-boundary.ts';
import { FIELD_BYTES, findBodyStart } from './find-body-start.ts';
import { isHeaderClear } from './is-header-clear.ts';
import {
  beforeLineEnd,
  endOfCertain,
  endsPartHeader,
  isBlank,
  skipBlankLines,
} from './line-ends.ts';
import { type CountedParts, MailCount } from './mail-count.ts';
import type { MailPiece } from './mail-piece.ts';
import { matchInBody, openUnsaid } from './match-in-body.ts';
import {
  type Delimiter,
  isBoundaryKnown,
  MAX_DELIMITER_LINE_BYTES,
  OpenMultiparts,
  readMultipart,
} from './open-multiparts.ts';
import { type PartHeader, readPartHeader } from './part-header.ts';

const LF = 10;
const DASH = 45;
const NEW_LINE_DASHES = Buffer.from('\n--');
const NOTHING = Buffer.alloc(0);

/** The line that ends a header block: a delimiter, or the line where the body begins. */
interface EndOfHead {
  line: number;
  eol: number;
  found?: Delimiter;
  bodyStart?: number;
}

/** The mail that is split, or in which the entity lies. */
interface WholeMail {
  readonly charset?: string;
  readonly count: CountedParts;
}

/**
 * Splits a raw mail into its parts, and enforces the limits: one pass, native search for line ends and delimiters, and every count is
 * checked before anything is kept. Takes blocks of about 64 KiB in order. A delimiter of an open multipart ends everything inside it.
 */
export class MailSplitter {
  /** Offset of the first octet below the top header block; undefined until known. */
  bodyOffset?: number;
  /** Whether another reader may find the body in another place than we do. */
  hasUnclearHeader = false;
  readonly #limits: MailLimits;
  #isInHead = true;
  #isTop = true;
  /** No more octets follow, so lines are judged by what is there. */
  #isAtEnd = false;
  #isAtLineStart = true;
  #isInLeaf = false;
  /** The header says that the body is text, but it may begin like a multipart. */
  #mayBeMultipart = false;
  /** Octets of the last block that could not be judged yet. */
  #rest: Buffer = NOTHING;
  readonly #count: MailCount;
  readonly #open: OpenMultiparts;

  /** Whether this is an entity inside another part, such as the content of signed data; its header is then that of a part. */
  readonly #isEntity: boolean;
  /** What was read of the whole mail so far: raw file names are in the charset of its text. */
  readonly #whole: WholeMail;

  constructor(limits: MailLimits, isEntity: boolean, whole: WholeMail) {
    this.#limits = limits;
    this.#isEntity = isEntity;
    this.#whole = whole;
    this.#count = new MailCount(limits, whole.count);
    this.#open = new OpenMultiparts(limits);
  }

  *write(block: Buffer): Generator<MailPiece, void> {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, block]) : block;
    this.#rest = NOTHING;
    this.#count.willRead(data.length);
    yield* this.#read(data, 0);
    this.#count.consumedBytes += data.length - this.#rest.length;
  }

  /** Reads from `start` on as far as the octets can be judged. */
  *#read(data: Buffer, start: number): Generator<MailPiece, void> {
    for (let at: number | undefined = start; at !== undefined && at < data.length; )
      at = this.#isInHead ? yield* this.#readHead(data, at) : yield* this.#readBody(data, at);
  }

  *end(): Generator<MailPiece, void> {
    this.#isAtEnd = true;
    const held = this.#rest;
    this.#rest = NOTHING;
    yield* this.#read(held, 0);
    const lost = this.#isInHead ? findLostBody(this.#rest) : undefined;
    if (lost !== undefined) {
      if (this.#isTop) this.hasUnclearHeader = true;
      const head = this.#rest;
      this.#rest = NOTHING;
      yield* this.#beginBody(head.subarray(0, lost), lost);
      yield* this.#read(head, lost);
    }
    const rest = this.#rest;
    this.#rest = NOTHING;
    if (this.#isInHead) {
      if (this.#isTop || rest.length > 0) yield* this.#endHead(rest);
    } else if (rest.length > 0) {
      yield* this.#endBody(rest);
    }
    if (this.#isInLeaf) yield { kind: 'end' };
    this.#isInLeaf = false;
  }

  /** Reads a header block. Returns the offset behind it, or undefined when more octets are needed. */
  *#readHead(data: Buffer, from: number): Generator<MailPiece, number | undefined> {
    const start = this.#isTop ? this.#skipBlankLines(data, from) : from;
    let line = start;
    let emptyLines = 0;
    for (let eol = data.indexOf(LF, line); eol >= 0; eol = data.indexOf(LF, line)) {
      const isEmpty = this.#isTop ? isBlank(data, line, eol) : endsPartHeader(data, line, eol);
      if (isEmpty && this.#isShort(data, eol + 1, FIELD_BYTES)) break;
      yield* this.#boundHeaderBlock(data, start, eol + 1);
      const found = this.#open.match(data, line, eol);
      const kind = { isTop: this.#isTop, isEntity: this.#isEntity };
      const bodyStart = findBodyStart(data, { start, line, eol, emptyLines, ...kind });
      if (found || bodyStart !== undefined)
        return yield* this.#leaveHead(data, start, { line, eol, found, bodyStart });
      if (isEmpty) emptyLines += 1;
      line = eol + 1;
    }
    yield* this.#boundHeaderBlock(data, start, data.length);
    this.#rest = data.subarray(start);
    return undefined;
  }

  /** Whether more octets may come and those from `from` on are too few to judge. */
  #isShort(data: Buffer, from: number, wantedBytes: number): boolean {
    return !this.#isAtEnd && data.length - from < wantedBytes;
  }

  /** Ends the header block before `line`, or at the body whose empty line is missing. Returns the offset to continue at. */
  *#leaveHead(data: Buffer, start: number, at: EndOfHead): Generator<MailPiece, number> {
    const { line, eol, found, bodyStart = line } = at;
    const head = data.subarray(start, line);
    const lost = findLostBody(head);
    const next = lost === undefined ? bodyStart : start + lost;
    if (this.#isTop)
      this.hasUnclearHeader = lost !== undefined || !isHeaderClear(data.subarray(start, bodyStart));
    yield* this.#beginBody(head.subarray(0, lost), next);
    return found && lost === undefined ? yield* this.#passDelimiter(found, eol + 1) : next;
  }

  #skipBlankLines(data: Buffer, from: number): number {
    if (!this.#count.maySkipMore) return from;
    const start = skipBlankLines(data, from);
    this.#count.skipped(start - from);
    return start;
  }

  *#beginBody(head: Buffer, next: number): Generator<MailPiece, void> {
    if (this.#isTop) this.bodyOffset = this.#count.consumedBytes + next;
    yield* this.#endHead(head);
  }

  /** Of a top header block that is too long, the beginning is still emitted: it shows whose mail is held. */
  *#boundHeaderBlock(data: Buffer, start: number, end: number): Generator<MailPiece, void> {
    const { maxHeaderBlockBytes } = this.#limits;
    if (end - start <= maxHeaderBlockBytes) return;
    if (this.#isTop)
      yield { kind: 'top', block: data.subarray(start, start + maxHeaderBlockBytes) };
    throw new MailBoundExceeded('header-block');
  }

  *#endHead(block: Buffer): Generator<MailPiece, void> {
    const isTop = this.#isTop;
    if (isTop) yield { kind: 'top', block };
    else this.#count.partHeader(block);
    this.#isTop = false;
    this.#isInHead = false;
    this.#isAtLineStart = true;
    const container = this.#open.innermost;
    const header = readPartHeader(block, container?.subtype, this.#whole.charset);
    const multipart = readMultipart(header, container, this.#limits);
    if (multipart) {
      this.#open.open(multipart);
      if (!isTop) return;
    }
    this.#isInLeaf = true;
    const isText = multipart || header.contentType.startsWith('multipart/');
    // text before the first delimiter is not part of a part: not encoded (RFC 2045 §6.4), and no file, whatever name the multipart has
    const encoding = isBoundaryKnown(multipart) ? '' : header.encoding;
    const leaf = isText ? { contentType: 'text/plain', params: header.params, encoding } : header;
    this.#mayBeMultipart = isTop && !this.#isEntity && !isText && isSaidToBeText(header);
    const isPreamble = multipart !== undefined || this.#mayBeMultipart;
    yield { kind: 'leaf', header: leaf, container, isPreamble };
  }

  /** Reads a body to the next delimiter, or to the end of the octets. */
  *#readBody(data: Buffer, start: number): Generator<MailPiece, number | undefined> {
    if (this.#mayBeMultipart && this.#isShort(data, start, UNSAID_BOUNDARY_BYTES)) {
      this.#rest = data.subarray(start);
      return undefined;
    }
    if (this.#mayBeMultipart) openUnsaid(this.#open, data, start);
    this.#mayBeMultipart = false;
    let from = start;
    for (;;) {
      const line = this.#findDashes(data, start, from);
      if (line < 0) {
        yield* this.#keepTail(data, start, endOfCertain(data, start));
        return undefined;
      }
      const eol = data.indexOf(LF, line);
      if (this.#isOpen(data, line, eol)) {
        yield* this.#keepTail(data, start, beforeLineEnd(data, start, line));
        return undefined;
      }
      const found = eol < 0 ? undefined : matchInBody(this.#open, data, line, eol);
      if (found) {
        yield* this.#emit(data, start, beforeLineEnd(data, start, line));
        return yield* this.#passDelimiter(found, eol + 1);
      }
      from = eol < 0 ? data.length : eol;
    }
  }

  /** Whether more octets are needed to judge this line: its end, or the part's header below it. */
  #isOpen(data: Buffer, line: number, eol: number): boolean {
    if (this.#isShort(data, line, LOST_BOUNDARY_BYTES)) return true;
    return eol < 0 && data.length - line <= MAX_DELIMITER_LINE_BYTES;
  }

  /** Offset of the next line that begins with two dashes, or -1. */
  #findDashes(data: Buffer, start: number, from: number): number {
    if (!this.#open.hasDelimiters) return -1;
    const isFirst = from === start && this.#isAtLineStart;
    if (isFirst && data[start] === DASH && (data[start + 1] === DASH || start + 1 === data.length))
      return start;
    const at = data.indexOf(NEW_LINE_DASHES, from);
    return at < 0 ? -1 : at + 1;
  }

  *#keepTail(data: Buffer, start: number, end: number): Generator<MailPiece, void> {
    yield* this.#emit(data, start, end);
    this.#rest = data.subarray(end);
    if (end > start) this.#isAtLineStart = false;
  }

  *#emit(data: Buffer, start: number, end: number): Generator<MailPiece, void> {
    if (this.#isInLeaf && end > start) yield { kind: 'body', octets: data.subarray(start, end) };
  }

  /** The last octets of the mail: a closing delimiter needs no line end. */
  *#endBody(rest: Buffer): Generator<MailPiece, void> {
    const line = this.#findDashes(rest, 0, 0);
    const found = line < 0 ? undefined : this.#open.match(rest, line, rest.length);
    yield* this.#emit(rest, 0, found?.isClosing ? beforeLineEnd(rest, 0, line) : rest.length);
  }

  *#passDelimiter(found: Delimiter, next: number): Generator<MailPiece, number> {
    if (this.#isInLeaf) yield { kind: 'end' };
    this.#isInLeaf = false;
    this.#isAtLineStart = true;
    this.#open.pass(found);
    this.#isInHead = !found.isClosing;
    if (!found.isClosing) this.#count.part();
    return next;
  }
}

const isSaidToBeText = ({ contentType, filename, encoding }: PartHeader) =>
  /^text\/(?:plain|html)$/.test(contentType) && filename === undefined && encoding !== 'base64';
