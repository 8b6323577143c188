/** A delimiter line (RFC 2046 §5.1.1) with a part's header below it. */
const DELIMITER =
  /^--([\x21-\x7e\x80-\xff][\x20-\x7e\x80-\xff]{0,199})\r*\n(?=content-[a-z-]{2,40}[ \t]*:)/i;
/** Octets of these two lines that are read. */
export const LOST_BOUNDARY_BYTES = 400;
/** The same with a notice above them. */
export const UNSAID_BOUNDARY_BYTES = 2 * LOST_BOUNDARY_BYTES;
/** The notice that programs write above the first delimiter: "This is a multi-part message in MIME format." */
const NOTICE =
  /^\s{0,20}(?:(?:> ?)?this (?:is an? |message is in )(?:multi-?part message|[^\n]{0,80}\bMIME\b)[^\n]{0,200}\n(?:[^\n-][^\n]{0,200}\n){0,3}\s{0,20})?/i;
/** A field that only headers of parts have. */
const PART_FIELD = /^content-(?:type|transfer-encoding|disposition|id|description)[ \t]*:/i;

/**
 * The boundary of a multipart whose header names none or a wrong one: the line at
 * `line` is a delimiter if a part's header follows it. Undefined when it is not.
 */
export function findLostBoundary(data: Buffer, line: number): string | undefined {
  const text = data.toString('latin1', line, line + LOST_BOUNDARY_BYTES);
  return DELIMITER.exec(text)?.[1]?.trimEnd();
}

/**
 * The boundary of a multipart whose header says it is none: the body begins
 * with a delimiter and a part's header, with at most a notice above them.
 */
export function findUnsaidBoundary(data: Buffer, start: number): string | undefined {
  const text = data.toString('latin1', start, start + LOST_BOUNDARY_BYTES);
  return findLostBoundary(data, start + lengthOfNotice(text));
}

/** Characters of blanks and the notice at the beginning of a body. */
export const lengthOfNotice = (text: string): number => NOTICE.exec(text)?.[0].length ?? 0;

export const isPartField = (line: string): boolean => PART_FIELD.test(line);
