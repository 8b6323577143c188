/** A delimiter line (RFC 2046 §5.1.1), and a part's header below it. */
const DELIMITER = /^--([\x21-\x7e][\x20-\x7e]{0,199})\r*\n(?=content-[a-z-]{2,40}[ \t]*:)/i;
/** Octets that are looked at: the two lines. */
const MAX_LOOKED_AT_BYTES = 400;

/**
 * The boundary of a multipart that names none, or one that its parts do not have: the first line that can be nothing but a delimiter, with a
 * part's header below it. Undefined: the line from `line` on is none.
 */
export function findLostBoundary(data: Buffer, line: number): string | undefined {
  const text = data.toString('latin1', line, line + MAX_LOOKED_AT_BYTES);
  return DELIMITER.exec(text)?.[1]?.trimEnd();
}
