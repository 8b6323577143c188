import { isHeaderLine } from '../header-fields.ts';
import { MAIL_LIMITS, MailBoundExceeded, type MailLimits } from '../limits.ts';
import { beforeLineEnd, endOfCertain, isBlank } from './line-ends.ts';
import {
  type Delimiter,
  MAX_DELIMITER_LINE_BYTES,
  type Multipart,
  OpenMultiparts,
  readMultipart,
} from './open-multiparts.ts';
import { type PartHeader, readPartHeader } from './part-header.ts';

const LF = 10;
const DASH = 45;
const NEW_LINE_DASHES = Buffer.from('\n--');
const NOTHING = Buffer.alloc(0);

/**
 * What the splitter finds, in the order of the mail: the mail's own header block, then for each leaf its header, its body in slices and
 * its end. `isPreamble` marks what stands before the first delimiter of the outermost multipart: it counts only if nothing follows.
 */
export type MailPiece =
  | { kind: 'top'; block: Buffer }
  | { kind: 'leaf'; header: PartHeader; container?: Multipart; isPreamble: boolean }
  | { kind: 'body'; octets: Buffer }
  | { kind: 'end' };

/**
 * Splits a raw mail into its parts, and is the guard: one pass, native search for line ends and delimiters, every count bounded before
 * anything is kept. Feed it blocks of about 64 KiB, in order; a delimiter of any open multipart ends all that is inside of it.
 */
export class MailSplitter {
  /** Offset of the first octet below the top header block; undefined until it is known. */
  bodyOffset?: number;
  readonly #limits: MailLimits;
  #isInHead = true;
  #isTop = true;
  #isAtLineStart = true;
  #isInLeaf = false;
  /** Octets of the last block that could not be judged yet. */
  #rest: Buffer = NOTHING;
  #consumedBytes = 0;
  #partHeadersBytes = 0;
  #partCount = 0;
  readonly #open: OpenMultiparts;

  constructor(limits: MailLimits = MAIL_LIMITS) {
    this.#limits = limits;
    this.#open = new OpenMultiparts(limits);
  }

  *write(block: Buffer): Generator<MailPiece, void> {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, block]) : block;
    this.#rest = NOTHING;
    if (this.#consumedBytes + data.length > this.#limits.maxRawMailBytes)
      throw new MailBoundExceeded('size');
    let at = 0;
    while (at < data.length) {
      const next: number | undefined = this.#isInHead
        ? yield* this.#readHead(data, at)
        : yield* this.#readBody(data, at);
      if (next === undefined) break;
      at = next;
    }
    this.#consumedBytes += data.length - this.#rest.length;
  }

  *end(): Generator<MailPiece, void> {
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

  /** Reads a header block from `start`. Gives the offset behind it; undefined: more octets are needed. */
  *#readHead(data: Buffer, start: number): Generator<MailPiece, number | undefined> {
    let line = start;
    for (let eol = data.indexOf(LF, line); eol >= 0; eol = data.indexOf(LF, line)) {
      yield* this.#boundHeaderBlock(data, start, eol + 1);
      const found = this.#open.match(data, line, eol);
      const bodyStart = this.#findBodyStart(data, start, line, eol);
      if (found || bodyStart !== undefined) {
        if (this.#isTop && bodyStart !== undefined)
          this.bodyOffset = this.#consumedBytes + bodyStart;
        yield* this.#endHead(data.subarray(start, line));
        return found ? yield* this.#passDelimiter(found, eol + 1) : bodyStart;
      }
      line = eol + 1;
    }
    yield* this.#boundHeaderBlock(data, start, data.length);
    this.#rest = data.subarray(start);
    return undefined;
  }

  /** Of a top header block that is too long the beginning is given all the same: it tells whose mail is held. */
  *#boundHeaderBlock(data: Buffer, start: number, end: number): Generator<MailPiece, void> {
    const { maxHeaderBlockBytes } = this.#limits;
    if (end - start <= maxHeaderBlockBytes) return;
    if (this.#isTop)
      yield { kind: 'top', block: data.subarray(start, start + maxHeaderBlockBytes) };
    throw new MailBoundExceeded('header-block');
  }

  /**
   * Where the body begins, if the line from `line` to `eol` ends the header block: behind an empty line. A part whose first line is no
   * header field has no header at all, and its body begins at once, though the empty line is missing.
   */
  #findBodyStart(data: Buffer, start: number, line: number, eol: number): number | undefined {
    if (isBlank(data, line, eol)) return eol + 1;
    if (this.#isTop || line > start) return undefined;
    return isHeaderLine(data.toString('latin1', line, Math.min(eol, line + 200)))
      ? undefined
      : line;
  }

  *#endHead(block: Buffer): Generator<MailPiece, void> {
    const isTop = this.#isTop;
    if (isTop) yield { kind: 'top', block };
    else this.#countPartHeader(block);
    this.#isTop = false;
    this.#isInHead = false;
    this.#isAtLineStart = true;
    const container = this.#open.innermost;
    const header = readPartHeader(block, container?.subtype);
    const multipart = readMultipart(header, container, this.#limits);
    if (multipart) {
      this.#open.open(multipart);
      if (!isTop) return;
    }
    this.#isInLeaf = true;
    const leaf =
      multipart || header.contentType.startsWith('multipart/')
        ? { ...header, contentType: 'text/plain' }
        : header;
    yield { kind: 'leaf', header: leaf, container, isPreamble: multipart !== undefined };
  }

  #countPartHeader(block: Buffer): void {
    this.#partHeadersBytes += block.length;
    if (this.#partHeadersBytes > this.#limits.maxPartHeadersBytes)
      throw new MailBoundExceeded('header-block');
  }

  /** Reads a body from `start` to the next delimiter that counts, or to the end of what is there. */
  *#readBody(data: Buffer, start: number): Generator<MailPiece, number | undefined> {
    let from = start;
    for (;;) {
      const line = this.#findDashes(data, start, from);
      if (line < 0) {
        yield* this.#keepTail(data, start, endOfCertain(data, start));
        return undefined;
      }
      const eol = data.indexOf(LF, line);
      if (eol < 0 && data.length - line <= MAX_DELIMITER_LINE_BYTES) {
        yield* this.#keepTail(data, start, beforeLineEnd(data, start, line));
        return undefined;
      }
      const found = eol < 0 ? undefined : this.#open.match(data, line, eol);
      if (found) {
        yield* this.#emit(data, start, beforeLineEnd(data, start, line));
        return yield* this.#passDelimiter(found, eol + 1);
      }
      from = eol < 0 ? data.length : eol;
    }
  }

  /** Offset of the next line that begins with two dashes; -1 without one. */
  #findDashes(data: Buffer, start: number, from: number): number {
    if (!this.#open.innermost) return -1;
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
    if (!found.isClosing) this.#partCount += 1;
    if (this.#partCount > this.#limits.maxParts) throw new MailBoundExceeded('parts');
    return next;
  }
}
