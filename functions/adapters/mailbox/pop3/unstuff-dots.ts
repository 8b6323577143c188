const DOT = 0x2e;
const CR = 0x0d;
const LF = 0x0a;

export interface Unstuffed {
  /** The octets of the mail, in pieces. */
  octets: Buffer[];
  /** Octets that cannot be judged before more arrive; after the end, the octets that follow it. */
  rest: Buffer;
  atLineStart: boolean;
  isEnd: boolean;
}

type DotMeaning = 'none' | 'stuffed' | 'end' | 'unknown';

/** What a dot at the beginning of a line means. */
function judgeDot(line: Buffer): DotMeaning {
  if (line[0] !== DOT) return 'none';
  if (line.length === 1 || (line.length === 2 && line[1] === CR)) return 'unknown';
  return line[1] === CR && line[2] === LF ? 'end' : 'stuffed';
}

/** How many octets at the end may be the start of CRLF and a dot. */
function undecided(data: Buffer): number {
  if (data.at(-1) === CR) return 1;
  return data.at(-1) === LF && data.at(-2) === CR ? 2 : 0;
}

/**
 * Removes the dot-stuffing of a multi-line response (RFC 1939 §3): a line of one dot ends it, and any other line loses its leading dot. All
 * other octets stay, including the CRLF before the end. `data`: the previous `rest` and the next octets.
 */
export function unstuffDots(data: Buffer, atLineStart: boolean): Unstuffed {
  const octets: Buffer[] = [];
  let left = data;
  let isLineStart = atLineStart;
  while (left.length > 0) {
    const dot = isLineStart ? judgeDot(left) : 'none';
    if (dot === 'unknown') break;
    if (dot === 'end') return { octets, rest: left.subarray(3), atLineStart: true, isEnd: true };
    if (dot === 'stuffed') left = left.subarray(1);
    const next = left.indexOf('\r\n.');
    const upTo = next < 0 ? left.length - undecided(left) : next + 2;
    if (upTo > 0) octets.push(left.subarray(0, upTo));
    left = left.subarray(upTo);
    isLineStart = next >= 0;
    if (!isLineStart) break;
  }
  return { octets, rest: left, atLineStart: isLineStart, isEnd: false };
}
