import { fieldNameOf } from '../header-fields.ts';
import { isKnownField } from '../repairs/find-lost-body.ts';
import { isPartField } from '../repairs/find-lost-boundary.ts';
import { hasAuthorLine } from '../verdicts/trace-fields.ts';
import { isBlank, skipBlankLines } from './line-ends.ts';

/** Octets of a line that tell whether it is a field; as many are wanted below an empty one. */
export const FIELD_BYTES = 200;
/** Empty lines below which a header may go on: for each the header above it is looked through. */
const MAX_EMPTY_LINES = 50;

const BODY_FIELD = /^(?:mime-version|content-(?:type|transfer-encoding))[ \t]*:/i;
const TYPED = /^content-type[ \t]*:/im;

/** A line of a header block, by its offsets. */
interface HeaderLine {
  /** Where the block begins. */
  start: number;
  line: number;
  /** Of the line's LF. */
  eol: number;
  /** Empty lines of the block above this one. */
  emptyLines: number;
  /** It is the mail's own header, not a part's. */
  isTop: boolean;
  /** It is of a part that lies within another by itself. */
  isEntity: boolean;
}

/**
 * Where the body begins, if this line ends the header block: behind an empty line. A part whose first line is no header field has no
 * header at all, and its body begins at once, though the empty line is missing; one may stand too many above its header.
 */
export function findBodyStart(data: Buffer, headerLine: HeaderLine): number | undefined {
  const { start, line, eol, isTop } = headerLine;
  if (isBlank(data, line, eol)) return goesOn(data, headerLine) ? undefined : eol + 1;
  if (isTop || line > start) return undefined;
  const isField = fieldNameOf(textAt(data, line, eol)) !== undefined;
  return isField ? undefined : line;
}

/** Whether the header goes on below this empty line. */
function goesOn(data: Buffer, headerLine: HeaderLine): boolean {
  const { start, line, eol, emptyLines, isTop, isEntity } = headerLine;
  // a part has one too many
  if (!isTop) return line === start && isPartField(textAt(data, eol + 1));
  if (isEntity || emptyLines >= MAX_EMPTY_LINES) return false;
  const below = textAt(data, skipBlankLines(data, line));
  const above = data.toString('latin1', start, line);
  // a receiver wrote its fields on top of a mail that began with one
  if (!hasAuthorLine(above)) return isKnownField(below);
  // a program put one before the fields that say what the body is, and they stand nowhere above
  return BODY_FIELD.test(below) && !TYPED.test(above);
}

const textAt = (data: Buffer, from: number, until = Number.POSITIVE_INFINITY) =>
  data.toString('latin1', from, Math.min(until, from + FIELD_BYTES));
