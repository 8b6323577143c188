import { LABELS, ROLE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { isQuoted, isRuler, type Line, nextFilled } from '../reply-line.ts';
import {
  fieldsFrom,
  isBelowDashes,
  isDateField,
  MAILBOX,
  MAX_FIELD_CHARS,
} from './read-unknown-head.ts';

/** Blank lines between a block, the ruler that ends it, and the quote. */
const MAX_GAP_LINES = 3;

/**
 * First line of a block, including unknown labels above it: `Expeditorul: Ann <a@b.c>`. A block that says who wrote and when has no further
 * field above it: there `My new address: Ann <a@b.c>` is somebody's own line, unless dashes stand above it.
 */
export function extendHead(lines: readonly Line[], first: number, roles: number): number {
  const above = fieldsFrom(lines, first - 1, -1, lines[first]);
  if (above.length > 0 && isBelowDashes(lines, first - above.length)) return first - above.length;
  const isKnown = (body: string): boolean =>
    !((roles & ROLE.from) === 0 && MAILBOX.test(body)) &&
    !((roles & ROLE.date) === 0 && isDateField(body));
  const known = above.findIndex(isKnown);
  const start = first - (known < 0 ? above.length : known);
  const hasDateAbove = (roles & ROLE.date) === 0 && isBareDate(lines[start - 1], lines[first]);
  return hasDateAbove ? start - 1 : start;
}

/** Last line of a block above a quote, including fields with unknown labels and the ruler that KMail draws below them. */
export function extendAboveQuote(lines: readonly Line[], first: number, last: number): number {
  let end = last + fieldsFrom(lines, last + 1, 1, lines[first]).length;
  const below = nextFilled(lines, end + 1, end + 1 + MAX_GAP_LINES);
  if (isRuler(lines[below]?.body ?? '')) end = below;
  const quote = lines[nextFilled(lines, end + 1, end + 1 + MAX_GAP_LINES)];
  return quote !== undefined && isQuoted(quote) && !isQuoted(lines[last] as Line) ? end : last;
}

/** Orange: `Message du 03/11/26 10:01`, a known label without a colon. */
function isBareDate(line: Line | undefined, other: Line | undefined): boolean {
  if (line === undefined || line.depth !== other?.depth || line.body.length > MAX_FIELD_CHARS)
    return false;
  const label = /^(\p{L}[\p{L} ]{1,20}) \d/u.exec(line.body)?.[1];
  const roles = label === undefined ? 0 : (LABELS.get(foldText(label)) ?? 0);
  return (roles & ROLE.date) !== 0 && isDateField(line.body);
}
