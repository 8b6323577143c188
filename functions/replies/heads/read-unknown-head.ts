import { foldText } from '../lines/fold-text.ts';
import type { Line } from '../reply-line.ts';
import { DATE, TIME } from './attribution-features.ts';

/** Fields of a head in a language that is in no table, and lines looked at. */
const MIN_UNKNOWN_FIELDS = 4;
const MAX_UNKNOWN_FIELDS = 8;
const MAX_FIELD_CHARS = 400;
const FIELD = /^[*_]{0,2}\p{L}[\p{L}\p{M} .'-]{0,24}[*_]{0,2} ?[:：][*_]{0,2}\s{0,3}\S/u;
const MAILBOX = /<[^<>\s]{1,200}@[^<>\s]{1,200}>/;

/**
 * Last line of a header block all of whose labels are unknown: four fields in a row, one with a
 * mailbox in angle brackets and one with date and time. Nobody types that by hand.
 */
export function unknownHeadEnd(lines: readonly Line[], first: number): number | undefined {
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

/** First line of a block, labels above it included that are in no table: `Expeditorul: Ann <a@b.c>`. */
export function extendHead(lines: readonly Line[], first: number): number {
  let start = first;
  while (start > first - MAX_UNKNOWN_FIELDS && isProof(lines[start - 1], lines[first])) start--;
  return start;
}

function isProof(line: Line | undefined, other: Line | undefined): boolean {
  return (
    line !== undefined &&
    isField(line, other) &&
    (MAILBOX.test(line.body) || isDateField(line.body))
  );
}

function isField(line: Line | undefined, other: Line | undefined): boolean {
  if (line === undefined || line.depth !== other?.depth || line.body.length > MAX_FIELD_CHARS)
    return false;
  return FIELD.test(line.body);
}

function isDateField(body: string): boolean {
  const folded = foldText(body);
  return DATE.test(folded) && TIME.test(folded);
}
