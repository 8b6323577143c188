import { DELIMITERS } from '../../texts/delimiters.ts';
import { foldText } from '../lines/fold-text.ts';
import type { Line } from '../reply-line.ts';
import { countDelimiterWords, isForeignDelimiter } from './find-foreign-delimiters.ts';
import type { Span } from './find-header-blocks.ts';

/** Lines over which a client may wrap or split a delimiter. */
const MAX_DELIMITER_LINES = 4;
const MAX_DELIMITER_CHARS = 200;
/** Of "above", "line" and "reply", what a translation service leaves of our delimiter. */
const MIN_KNOWN_WORDS = 2;

/** Characters that a delimiter line may begin with, clients' additions included: a cheap pre-check. */
const OPENERS = '#&\\>*_|';

const KNOWN = new Set(Object.values(DELIMITERS).map(lettersOf));

/** Compares letters and digits only, because clients damage marks, blanks and escapes. */
function lettersOf(text: string): string {
  return foldText(decodeReferences(text)).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A body that was escaped twice shows `&#35;` for `#`, `&gt;` for a quote mark and `&#380;` for a letter. */
function decodeReferences(text: string): string {
  return text
    .replace(/&amp;/g, '&')
    .replace(/&#(?:(\d{1,6})|x([\da-f]{1,5}));/gi, (_, decimal, hex) =>
      String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replace(/&num;|\\#/gi, '#')
    .replace(/&gt;/gi, '>')
    .replace(/&nbsp;/gi, ' ');
}

/**
 * Finds delimiter lines: ours (S6) and those of other helpdesks. A delimiter fills whole lines; it may be quoted,
 * wrapped, escaped or translated, and occur several times. A bare `###` or somebody's own heading is none.
 */
export function findDelimiters(lines: readonly Line[]): Span[] {
  const spans: Span[] = [];
  for (let first = 0; first < lines.length; first++) {
    const isForeign = isForeignDelimiter(lines[first]?.body ?? '') && !isInParagraph(lines, first);
    const last = isForeign ? first : delimiterEnd(lines, first);
    if (last === undefined) continue;
    spans.push({ first, last });
    first = last;
  }
  return spans;
}

/**
 * In plain text, words without decoration between two lines of one paragraph are somebody's who speaks of the delimiter.
 * HTML shows no paragraphs where its elements have no margins.
 */
function isInParagraph(lines: readonly Line[], at: number): boolean {
  const { body = '', isHtml } = lines[at] ?? {};
  const hasWords = (beside: Line | undefined): boolean => /^\p{L}/u.test(beside?.body ?? '');
  return (
    isHtml !== true &&
    hasWords(lines[at]) &&
    /\p{L}[.:]?$/u.test(body) &&
    hasWords(lines[at - 1]) &&
    hasWords(lines[at + 1])
  );
}

function delimiterEnd(lines: readonly Line[], first: number): number | undefined {
  const start = lines[first];
  if (start === undefined || !mayOpen(start.body)) return undefined;
  if (isDelimiter(start.body)) return withHashesBelow(lines, first);
  let joined = start.body;
  for (let last = first + 1; last < first + MAX_DELIMITER_LINES; last++) {
    const line = lines[last];
    // a line that is followed by a blank line or by a whole delimiter is not the beginning of a wrapped one
    if (line === undefined || line.body === '' || isDelimiter(line.body)) return undefined;
    if (!mayContinue(start, line)) return undefined;
    joined = `${joined} ${line.body}`;
    if (joined.length > MAX_DELIMITER_CHARS) return undefined;
    if (isDelimiter(joined)) return withHashesBelow(lines, last);
  }
  return undefined;
}

const mayOpen = (body: string): boolean =>
  OPENERS.includes(body[0] ?? ' ') && /^[\s>*_|]{0,12}(?:#|&|\\#)/.test(body);

/** A client that wraps a quoted line may omit the quote mark on the next one. */
const mayContinue = (start: Line, { depth, marked }: Line): boolean =>
  (depth === start.depth || depth === 0) && marked === start.marked;

/** Includes a line of closing hashes below, which clients put there when they split the delimiter over elements. */
function withHashesBelow(lines: readonly Line[], last: number): number {
  return /^#{2,}$/.test(lines[last + 1]?.body ?? '') ? last + 1 : last;
}

function isDelimiter(text: string): boolean {
  const plain = decodeReferences(text)
    .replace(/[\s>*_|]+/g, ' ')
    .trim();
  if (!plain.startsWith('##')) return false;
  const letters = lettersOf(plain);
  if (letters.length < 8) return false;
  if (KNOWN.has(letters)) return true;
  if (!/^###[^#]{8,160}###$/.test(plain)) return false;
  return countDelimiterWords(foldText(plain)) >= MIN_KNOWN_WORDS;
}
