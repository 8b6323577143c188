import libqp from 'libqp';
import type { TransferDecoder } from './transfer-decoder.ts';

const NOTHING = Buffer.alloc(0);
const LF = 10;
const EQUALS = 61;
const BLANKS = new Set([9, 13, 32]);
/** Octets of one line that are held back. A longer line is decoded in pieces. */
const MAX_HELD_LINE_BYTES = 256 * 1024;
/** Octets at the end of such a piece that wait for the next one. Lines of the encoding have 76 (RFC 2045 §6.7). */
const MAX_UNSURE_BYTES = 1_000;

/** Decodes quoted-printable slice by slice, in whole lines. */
export class QuotedPrintableDecoder implements TransferDecoder {
  #held: Buffer = NOTHING;

  write(octets: Buffer): Buffer {
    const data = this.#held.length > 0 ? Buffer.concat([this.#held, octets]) : octets;
    // Blanks at the end of a line and soft breaks need the whole line.
    let whole = endOfHardLines(data);
    if (whole === 0 && data.length > MAX_HELD_LINE_BYTES) whole = endOfSureOctets(data);
    this.#held = data.subarray(whole);
    return libqp.decode(data.subarray(0, whole));
  }

  end(): Buffer {
    const last = libqp.decode(this.#held);
    this.#held = NOTHING;
    return last;
  }
}

/** Offset behind the last line end that is not a soft break: lines joined by soft breaks are decoded together. */
function endOfHardLines(data: Buffer): number {
  for (let eol = data.lastIndexOf(LF); eol >= 0; eol = data.lastIndexOf(LF, eol - 1)) {
    let end = eol;
    while (end > 0 && BLANKS.has(data[end - 1] ?? 0)) end--;
    if (data[end - 1] !== EQUALS) return eol + 1;
    if (eol === 0) break;
  }
  return 0;
}

/**
 * End of the octets that can be decoded without cutting a `=XX`, a soft break, or blanks off their line:
 * blanks before a line end are dropped. A longer tail of these is cut anyway.
 */
function endOfSureOctets(data: Buffer): number {
  const least = data.length - MAX_UNSURE_BYTES;
  let end = data.length;
  for (let unsure = 1; unsure > 0 && end > least; end -= unsure) unsure = unsureAt(data, end);
  return end > least ? end : data.length;
}

/** How many octets right before `end` depend on what follows: a blank, `=` or `=X`. */
function unsureAt(data: Buffer, end: number): number {
  const last = data[end - 1] ?? 0;
  if (last === EQUALS || BLANKS.has(last)) return 1;
  return data[end - 2] === EQUALS ? 2 : 0;
}
