import { LABELS, ROLE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import type { Line } from '../reply-line.ts';
import { DATE, TIME } from './attribution-features.ts';
import { plainSubject } from './plain-subject.ts';

/** Fields that a header block in an unknown language has at least, and lines that are read of it. */
const MIN_UNKNOWN_FIELDS = 4;
const MAX_UNKNOWN_FIELDS = 8;
const MIN_FIELDS_ON_SUBJECT = 3;
const MIN_FIELDS_ABOVE_OURS = 3;
const MAX_FIELD_CHARS = 400;
const FIELD = /^[*_]{0,2}\p{L}[\p{L}\p{M} .'-]{0,24}[*_]{0,2} ?[:：][*_]{0,2}\s{0,3}\S/u;
const LABEL = /^[^:：]{1,40}[:：][*_\s]{0,5}/;
const MAILBOX = /<[^<>\s]{1,200}@[^<>\s]{1,200}>/;

/**
 * Last line of a header block whose first label is in no language table: four fields in a row, one with
 * a mailbox in angle brackets and one with date and time. Nobody types that by hand. The block begins
 * with one of these two, because a line above them (`The box is open: who pays?`) is somebody's own.
 */
export function unknownHeadEnd(lines: readonly Line[], first: number): number | undefined {
  if (!isProof(lines[first])) return undefined;
  let hasMailbox = false;
  let isDated = false;
  let last = first - 1;
  while (last + 1 < first + MAX_UNKNOWN_FIELDS && isField(lines[last + 1], lines[first])) {
    last++;
    const body = lines[last]?.body ?? '';
    hasMailbox ||= MAILBOX.test(body);
    isDated ||= isDateField(body);
  }
  return hasMailbox && isDated && last - first + 1 >= MIN_UNKNOWN_FIELDS ? last : undefined;
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
  let hasSubject = false;
  let isDated = false;
  let last = first - 1;
  while (last + 1 < first + MAX_UNKNOWN_FIELDS && isField(lines[last + 1], lines[first])) {
    last++;
    const body = lines[last]?.body ?? '';
    hasSubject ||= plainSubject(body.replace(LABEL, '')) === subject;
    isDated ||= isDateField(body);
  }
  return hasSubject && isDated && last - first + 1 >= MIN_FIELDS_ON_SUBJECT ? last : undefined;
}

/**
 * First line of a block, including unknown labels above it: `Expeditorul: Ann <a@b.c>`. A block that says who
 * wrote and when has no further field above it: there `My new address: Ann <a@b.c>` is somebody's own line.
 */
export function extendHead(lines: readonly Line[], first: number, roles: number): number {
  const isLacking = (body: string): boolean =>
    ((roles & ROLE.from) === 0 && MAILBOX.test(body)) ||
    ((roles & ROLE.date) === 0 && isDateField(body));
  let start = first;
  while (start > first - MAX_UNKNOWN_FIELDS && isField(lines[start - 1], lines[first])) {
    if (!isLacking(lines[start - 1]?.body ?? '')) break;
    start--;
  }
  if ((roles & ROLE.date) === 0 && isBareDate(lines[start - 1], lines[first])) start--;
  return start;
}

/**
 * First line of a header block in an unknown language that ends at `last`, directly above our delimiter or
 * our words: three fields in a row, one of them with date and time. There that is enough.
 */
export function unknownBlockStart(lines: readonly Line[], last: number): number | undefined {
  let first = last + 1;
  let isDated = false;
  while (first > last + 1 - MAX_UNKNOWN_FIELDS && isField(lines[first - 1], lines[last])) {
    first--;
    isDated ||= isDateField(lines[first]?.body ?? '');
  }
  return isDated && last - first + 1 >= MIN_FIELDS_ABOVE_OURS ? first : undefined;
}

function isProof(line: Line | undefined): boolean {
  return isField(line, line) && (MAILBOX.test(line?.body ?? '') || isDateField(line?.body ?? ''));
}

function isField(line: Line | undefined, other: Line | undefined): boolean {
  if (line === undefined || line.depth !== other?.depth || line.body.length > MAX_FIELD_CHARS)
    return false;
  return FIELD.test(line.body);
}

/** Orange: `Message du 03/11/26 10:01`, a known label without a colon. */
function isBareDate(line: Line | undefined, other: Line | undefined): boolean {
  if (line === undefined || line.depth !== other?.depth || line.body.length > MAX_FIELD_CHARS)
    return false;
  const label = /^(\p{L}[\p{L} ]{1,20}) \d/u.exec(line.body)?.[1];
  const roles = label === undefined ? 0 : (LABELS.get(foldText(label)) ?? 0);
  return (roles & ROLE.date) !== 0 && isDateField(line.body);
}

function isDateField(body: string): boolean {
  const folded = foldText(body);
  return DATE.test(folded) && TIME.test(folded);
}
