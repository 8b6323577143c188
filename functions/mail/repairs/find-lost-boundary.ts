/** A delimiter line (RFC 2046 §5.1.1), and a part's header below it. */
const DELIMITER =
  /^--([\x21-\x7e\x80-\xff][\x20-\x7e\x80-\xff]{0,199})\r*\n(?=content-[a-z-]{2,40}[ \t]*:)/i;
/** Octets that are looked at: the two lines. */
export const LOST_BOUNDARY_BYTES = 400;
/** The same, with a notice above them. */
export const UNSAID_BOUNDARY_BYTES = 2 * LOST_BOUNDARY_BYTES;
/** What programs write above the first delimiter. */
const NOTICE = /^\s{0,20}(?:this is a multi-?part message[^\n]{0,200}\n\s{0,20})?/i;
/** A field that only a part's header has. */
const PART_FIELD = /^content-(?:type|transfer-encoding|disposition|id|description)[ \t]*:/i;

/**
 * The boundary of a multipart that names none, or one that its parts do not have: the first line that can be nothing but a delimiter, with a
 * part's header below it. Undefined: the line from `line` on is none.
 */
export function findLostBoundary(data: Buffer, line: number): string | undefined {
  const text = data.toString('latin1', line, line + LOST_BOUNDARY_BYTES);
  return DELIMITER.exec(text)?.[1]?.trimEnd();
}

/** The boundary of a body that no header calls a multipart: it begins with a delimiter and a part's header, above them a notice at most. */
export function findUnsaidBoundary(data: Buffer, start: number): string | undefined {
  const notice = NOTICE.exec(data.toString('latin1', start, start + LOST_BOUNDARY_BYTES));
  return findLostBoundary(data, start + (notice?.[0].length ?? 0));
}

export const isPartField = (line: string): boolean => PART_FIELD.test(line);
