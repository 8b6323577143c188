import { findAttributions } from '../heads/find-attributions.ts';
import { type Line, nextFilled } from '../reply-line.ts';

/** Lines in which the attribution of a quote stands. */
const MAX_HEAD_LINES = 8;

const isMarked = (line: Line | undefined): boolean =>
  line?.marked === 'client-quote' && !line.elements;

/** Typed marks: neither an element nor a program says that the line is quoted. */
const isTypedQuote = (line: Line | undefined): boolean => isMarked(line) && (line?.depth ?? 0) > 0;

/**
 * Outlook's element for the history also holds the mail of a person who took out Outlook's header block, quotes by `>` and
 * answers in between. Where it begins with an attribution and such a quote, only the marks tell what is quoted.
 */
export function unmarkTypedQuotes(lines: readonly Line[]): readonly Line[] {
  if (!lines.some(isTypedQuote)) return lines;
  const start = lines.findIndex((line) => isMarked(line) && line.body !== '');
  const head = lines.slice(start, start + MAX_HEAD_LINES).map(withoutMark);
  const [attribution] = findAttributions(head);
  if (attribution?.first !== 0) return lines;
  const below = start + nextFilled(head, attribution.last + 1);
  if (!isTypedQuote(lines[below])) return lines;
  return lines.map((line, at) => (at >= start && isMarked(line) ? withoutMark(line) : line));
}

const withoutMark = (line: Line): Line => ({ ...line, marked: undefined });
