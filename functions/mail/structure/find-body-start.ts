import { fieldNameOf } from '../header-fields.ts';
import { isKnownField } from '../repairs/find-lost-body.ts';
import { isPartField } from '../repairs/find-lost-boundary.ts';
import { hasAuthorLine } from '../verdicts/trace-fields.ts';
import { endsPartHeader, isBlank, skipBlankLines } from './line-ends.ts';

/** Octets of a line that show whether it is a header field. As many are needed below an empty line. */
export const FIELD_BYTES = 200;
/** Empty lines below which the header may continue. For each, the header above it is searched. */
const MAX_EMPTY_LINES = 50;

const BODY_FIELD = /^(?:mime-version|content-(?:type|transfer-encoding))[ \t]*:/i;
/** The rest of a folded field (RFC 2045 §5.1). */
const PARAMETER = /^[ \t]+[\w*-]{1,40}=/;
const TYPED = /^content-type[ \t]*:/im;

/** A line of a header block, by offsets. */
interface HeaderLine {
  /** Beginning of the block. */
  start: number;
  line: number;
  /** Offset of the line's LF. */
  eol: number;
  /** Empty lines of the block above this one. */
  emptyLines: number;
  /** The header is the mail's own, not a part's. */
  isTop: boolean;
  /** The header is that of an entity inside another part. */
  isEntity: boolean;
}

/**
 * Offset of the body if this line ends the header block, else undefined. Normally the body begins below an empty line. A part whose first
 * line is not a header field has no header, so its body begins at once. One extra empty line may stand above a part's header.
 */
export function findBodyStart(data: Buffer, headerLine: HeaderLine): number | undefined {
  const { start, line, eol, isTop } = headerLine;
  const isEnd = isTop ? isBlank(data, line, eol) : endsPartHeader(data, line, eol);
  if (isEnd) return headerContinues(data, headerLine) ? undefined : eol + 1;
  if (isTop || line > start) return undefined;
  const isField = fieldNameOf(textAt(data, line, eol)) !== undefined;
  return isField ? undefined : line;
}

/** Whether the header continues below this empty line. */
function headerContinues(data: Buffer, headerLine: HeaderLine): boolean {
  const { start, line, eol, emptyLines, isTop, isEntity } = headerLine;
  // a part with one empty line too many, or with a line of blanks inside its header
  if (!isTop) {
    const mayContinue = line === start || !isBlank(data, line, eol);
    const below = textAt(data, eol + 1);
    return mayContinue && (isPartField(below) || PARAMETER.test(below));
  }
  if (isEntity || emptyLines >= MAX_EMPTY_LINES) return false;
  const below = textAt(data, skipBlankLines(data, line));
  const above = data.toString('latin1', start, line);
  // a receiver added its fields above a mail that began with an empty line
  if (!hasAuthorLine(above)) return isKnownField(below);
  // a program put an empty line before the MIME fields, which stand nowhere above
  return BODY_FIELD.test(below) && !TYPED.test(above);
}

const textAt = (data: Buffer, from: number, until = Number.POSITIVE_INFINITY) =>
  data.toString('latin1', from, Math.min(until, from + FIELD_BYTES));
