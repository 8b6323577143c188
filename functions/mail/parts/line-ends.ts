const LF = 10;
const CR = 13;
const DASH = 45;

/** Whether the line from `line` to its line end at `eol` is empty. */
export function isBlank(data: Buffer, line: number, eol: number): boolean {
  return eol === line || (eol === line + 1 && data[line] === CR);
}

/** The line end in front of a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
export function beforeLineEnd(data: Buffer, start: number, line: number): number {
  if (line <= start) return start;
  return line - 2 >= start && data[line - 2] === CR ? line - 2 : line - 1;
}

/** End of the octets that cannot belong to a delimiter: a line end and a dash at the very end may. */
export function endOfCertain(data: Buffer, start: number): number {
  let end = data.length;
  if (end - 2 >= start && data[end - 1] === DASH && data[end - 2] === LF) end -= 1;
  if (end > start && data[end - 1] === LF) end -= 1;
  if (end > start && data[end - 1] === CR) end -= 1;
  return end;
}
