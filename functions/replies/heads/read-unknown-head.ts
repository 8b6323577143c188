import { foldText } from '../lines/fold-text.ts';
import { filledAbove, isDashed, type Line } from '../reply-line.ts';
import { DATE, TIME } from './attribution-features.ts';
import { plainSubject } from './plain-subject.ts';

/** Fields that a header block in an unknown language has at least, and lines that are read of it. */
const MIN_UNKNOWN_FIELDS = 4;
const MAX_UNKNOWN_FIELDS = 8;
const MIN_FIELDS_ON_SUBJECT = 3;
const MIN_FIELDS_ABOVE_OURS = 3;
export const MAX_FIELD_CHARS = 400;
const FIELD = /^[*_]{0,2}\p{L}[\p{L}\p{M} .'’‘ʻ/-]{0,24}[*_]{0,2} ?[:：][*_]{0,2}\s{0,3}\S/u;
/** Blank lines between a block and the dashes above it. */
const MAX_GAP_LINES = 1;
const LABEL = /^[^:：]{1,40}[:：][*_\s]{0,5}/;
export const MAILBOX = /<[^<>\s]{1,200}@[^<>\s]{1,200}>/;

/**
 * Last line of a header block whose first label is in no language table: four fields in a row, one with a mailbox in angle brackets and one
 * with date and time. Nobody types that by hand. The block begins with one of these two, because a line above them (`The box is open: who
 * pays?`) is somebody's own, or directly below dashes.
 */
export function unknownHeadEnd(lines: readonly Line[], first: number): number | undefined {
  if (!isProof(lines[first]) && !isBelowDashes(lines, first)) return undefined;
  const fields = fieldsFrom(lines, first, 1);
  const isHead = fields.some((body) => MAILBOX.test(body)) && fields.some(isDateField);
  return isHead && fields.length >= MIN_UNKNOWN_FIELDS ? first + fields.length - 1 : undefined;
}

/**
 * Last line of a header block of any language, proven by the subject of the mail: three fields in a row, one of them with
 * the same subject and one with a date.
 */
export function headEndOnSubject(
  lines: readonly Line[],
  first: number,
  subject: string,
): number | undefined {
  const fields = fieldsFrom(lines, first, 1);
  const isHead =
    fields.some((body) => plainSubject(body.replace(LABEL, '')) === subject) &&
    fields.some(isDateField);
  return isHead && fields.length >= MIN_FIELDS_ON_SUBJECT ? first + fields.length - 1 : undefined;
}

/**
 * First line of a header block in an unknown language that ends at `last`, directly above our delimiter or
 * our words: three fields in a row, one of them with date and time. There that is enough.
 */
export function unknownBlockStart(lines: readonly Line[], last: number): number | undefined {
  const fields = fieldsFrom(lines, last, -1);
  const isHead = fields.some(isDateField) && fields.length >= MIN_FIELDS_ABOVE_OURS;
  return isHead ? last + 1 - fields.length : undefined;
}

/** The fields in a row that begin with this line, downwards or upwards, in the same quote as the line `beside`. */
export function fieldsFrom(
  lines: readonly Line[],
  at: number,
  step: 1 | -1,
  beside = lines[at],
): string[] {
  const fields: string[] = [];
  let line = lines[at];
  while (line !== undefined && fields.length < MAX_UNKNOWN_FIELDS && isField(line, beside)) {
    fields.push(line.body);
    line = lines[at + step * fields.length];
  }
  return fields;
}

function isProof(line: Line | undefined): boolean {
  return isField(line, line) && (MAILBOX.test(line?.body ?? '') || isDateField(line?.body ?? ''));
}

/** `-------- Асноўнае паведамленне --------`, or a ruler, stands directly above. */
export function isBelowDashes(lines: readonly Line[], at: number): boolean {
  return isDashed(lines[filledAbove(lines, at, MAX_GAP_LINES)]?.body ?? '');
}

function isField(line: Line | undefined, other: Line | undefined): boolean {
  if (line === undefined || line.depth !== other?.depth || line.body.length > MAX_FIELD_CHARS)
    return false;
  return FIELD.test(line.body);
}

export function isDateField(body: string): boolean {
  const folded = foldText(body);
  return DATE.test(folded) && TIME.test(folded);
}
