const LF = 10;
const CR = 13;
const DASH = 45;
const SPACE = 32;
const TAB = 9;

/** CRs before a LF that count as part of the line end. Without a limit, a body of CRs alone would be kept back as a whole and read again with each block. */
const MAX_RETURNS = 16;

/** Whether the line from `line` to its LF at `eol` is empty. Some servers write more than one CR. */
export function isBlank(data: Buffer, line: number, eol: number): boolean {
  let end = eol;
  while (end > line && data[end - 1] === CR) end--;
  return end === line;
}

/**
 * Whether a line of a part's header ends it. Blanks may have been added to an empty line without breaking the
 * signature of the mail (RFC 6376 §3.4.4), and then what follows is still the part's body.
 */
export function endsPartHeader(data: Buffer, line: number, eol: number): boolean {
  let at = line;
  while (at < eol && isBlankOctet(data[at])) at++;
  return at === eol;
}

const isBlankOctet = (octet: number | undefined) =>
  octet === CR || octet === SPACE || octet === TAB;

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** Offset of the first line from `start` on that is not blank. Some programs begin a mail with empty lines or a byte order mark. */
export function skipBlankLines(data: Buffer, start: number): number {
  const hasMark = data.subarray(start, start + BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  let line = hasMark ? start + BYTE_ORDER_MARK.length : start;
  for (let at = line; at < data.length; at++) {
    const octet = data[at];
    if (octet === LF) line = at + 1;
    else if (!isBlankOctet(octet)) return line;
  }
  return line;
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
export function beforeLineEnd(data: Buffer, start: number, line: number): number {
  const end = line > start && data[line - 1] === LF ? line - 1 : line;
  return beforeReturns(data, start, end);
}

/** End of the octets that certainly belong to the body: a line end and a dash at the very end may begin a delimiter. */
export function endOfCertain(data: Buffer, start: number): number {
  let end = data.length;
  if (end - 2 >= start && data[end - 1] === DASH && data[end - 2] === LF) end -= 1;
  if (end > start && data[end - 1] === LF) end -= 1;
  return beforeReturns(data, start, end);
}

function beforeReturns(data: Buffer, start: number, from: number): number {
  const least = Math.max(start, from - MAX_RETURNS);
  let end = from;
  while (end > least && data[end - 1] === CR) end -= 1;
  return end;
}
