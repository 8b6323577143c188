import { isUtf8 } from 'node:buffer';
import { Base64Decoder } from './base64-decoder.ts';
import type { TransferDecoder } from './transfer-decoder.ts';

const LF = 10;
const NOTHING = Buffer.alloc(0);
const LINE_END = Buffer.from('\r\n');
/** Octets of a line that are held back. Longer lines of base64 are decoded in pieces. */
const MAX_HELD_LINE_BYTES = 64 * 1024;
/** Shorter input may be words that look like base64 by chance. */
const MAX_WORDS_BYTES = 200;
/** Words as people write them and no encoder does: lower case, with at most one capital first. */
const WORDS = /^(?:[A-Z]?[a-z]{1,30}(?:\s{1,4}|$)){1,60}$/;
/** A blank inside a line, which no encoder writes. */
const BLANK_WITHIN = /\S[ \t]+\S/;
const SAMPLED_BYTES = 512;
const FOREIGN = /[^A-Za-z0-9+/=\s]/;
/** Octets of a line that are encoded without doubt, though a few others stand between them. */
const MIN_DAMAGED_LINE_BYTES = 60;
/** So many octets of a damaged line, at least, are base64 for one that is not. */
const MIN_SOUND_TO_FOREIGN = 30;

/**
 * Decodes the base64 of a text. Plain words that are wrongly announced as base64 stay
 * as they are, and so does a footer that a server added below the encoded lines.
 */
export class Base64TextDecoder implements TransferDecoder {
  readonly #decoder = new Base64Decoder();
  /** Whether the charset may contain zero octets, as UTF-16 does. */
  readonly #mayBeBinary: boolean;
  #held: Buffer = NOTHING;
  #isPlain = false;
  /** Last octet decoded so far. */
  #lastOctet?: number;

  constructor(charset: string | undefined) {
    this.#mayBeBinary = /utf-?(?:16|32)|ucs|iso-?2022|unicode/i.test(charset ?? '');
  }

  write(octets: Buffer): Buffer {
    const data = this.#held.length > 0 ? Buffer.concat([this.#held, octets]) : octets;
    const line = data.lastIndexOf(LF) + 1;
    const whole = data.length - line > MAX_HELD_LINE_BYTES ? data.length : line;
    this.#held = Buffer.from(data.subarray(whole));
    return this.#decode(data.subarray(0, whole));
  }

  end(): Buffer {
    const rest = this.#decode(this.#held);
    this.#held = NOTHING;
    return this.#isPlain ? rest : Buffer.concat([rest, this.#decoder.end()]);
  }

  #decode(data: Buffer): Buffer {
    if (this.#isPlain || data.length === 0) return data;
    const end = endOfEncodedLines(data);
    const decoded = this.#decoder.write(data.subarray(0, end));
    const isFirst = this.#lastOctet === undefined && decoded.length > 0;
    if (isFirst && this.#areWords(data.subarray(0, end), decoded)) {
      this.#isPlain = true;
      return data;
    }
    if (decoded.length > 0) this.#lastOctet = decoded.at(-1);
    return end === data.length ? decoded : this.#becomePlain(decoded, data.subarray(end));
  }

  #becomePlain(decoded: Buffer, plain: Buffer): Buffer {
    this.#isPlain = true;
    const before = Buffer.concat([decoded, this.#decoder.end()]);
    const last = before.at(-1) ?? this.#lastOctet;
    const needsEnd = last !== undefined && last !== LF;
    return Buffer.concat([before, needsEnd ? LINE_END : NOTHING, plain]);
  }

  /** Whether the lines are plain words: they look like base64, but do not decode to text. */
  #areWords(encoded: Buffer, decoded: Buffer): boolean {
    if (this.#mayBeBinary || isUtf16(decoded)) return false;
    if (decoded.some(isControl)) return !isUtf8(decoded) || encoded.length < MAX_WORDS_BYTES;
    const beginning = encoded.toString('latin1', 0, MAX_WORDS_BYTES + 1);
    return !isUtf8(decoded) && (WORDS.test(beginning) || BLANK_WITHIN.test(beginning));
  }
}

/** Has a byte order mark, or zeros in every other octet. */
function isUtf16(octets: Buffer): boolean {
  if (octets.length < 4) return false;
  const mark = octets.readUInt16BE(0);
  if (mark === 0xfeff || mark === 0xfffe) return true;
  const sample = octets.subarray(0, SAMPLED_BYTES);
  const zeros = sample.reduce((count, octet) => (octet === 0 ? count + 1 : count), 0);
  return zeros * 3 > sample.length;
}

/** Control characters that text does not contain. */
const isControl = (octet: number) => octet < 7 || (octet > 13 && octet < 32 && octet !== 27);

/**
 * Offset of the first line that is not base64. Servers break lines of more than 998 octets with `!`
 * (RFC 5322 §2.1.1), and what is not in the alphabet counts for nothing (RFC 2045 §6.8).
 */
function endOfEncodedLines(data: Buffer): number {
  const text = data.toString('latin1');
  for (let from = 0; ; ) {
    const next = text.slice(from).search(FOREIGN);
    if (next < 0) return text.length;
    const start = text.lastIndexOf('\n', from + next) + 1;
    const eol = text.indexOf('\n', from + next);
    const end = eol < 0 ? text.length : eol;
    if (!isDamagedBase64(text.slice(start, end))) return start;
    from = end;
  }
}

function isDamagedBase64(line: string): boolean {
  // the key in a link may be as long as a line of base64
  const isPlain = BLANK_WITHIN.test(line) || line.includes('://');
  if (line.length < MIN_DAMAGED_LINE_BYTES || isPlain) return false;
  const foreign = line.split(FOREIGN).length - 1;
  return foreign * MIN_SOUND_TO_FOREIGN <= line.length;
}
