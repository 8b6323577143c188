import { type HistoryMarker, isHeadOfMail } from '../heads/find-history-markers.ts';
import { type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import { countAddedWords } from './find-added-lines.ts';
import { MIN_RUN_WORDS, splitWords } from './find-sent-words.ts';
import { isOfOurMail, type KnownLines } from './find-template-lines.ts';
import {
  addedBetween,
  type Compared,
  keepAdded,
  MAX_INSERTED_LINES,
  mayBeInserted,
  wordsOf,
} from './inserted-words.ts';
import { MAX_SHORT_CHARS, type SentTexts, textsOf } from './sent-texts.ts';

/** Lines of history that are read. */
const MAX_HISTORY_LINES = 400;
/** A single word that we also used may be an answer: "ok". */
const MIN_REPEATED_WORDS = 2;
/** Possible insertions that are checked; each check searches all that we sent. */
const MAX_SEAMS = 50;

interface KnownWords extends KnownLines {
  readonly sent: readonly string[];
}

/**
 * Keeps answers typed into the history: into one without quote marks (Outlook: "see below, in red") or into the
 * element that holds the quote (Apple Mail, Gmail). They stand between words that are adjacent in what we sent, so
 * only the person can have put them there. A line that begins or ends with our words stays whole. Only the mail answered
 * is searched: older ones were read before.
 */
export function keepInsertions(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  { ours, template, sent }: KnownWords,
  verdicts: LineVerdicts,
): void {
  if (sent.length === 0) return;
  const [start, end] = findAnswered(lines, markers, { ours, template }, verdicts);
  const texts = textsOf(sent);
  const search: Search = { lines, texts, verdicts, seamsLeft: MAX_SEAMS, doubted: -1 };
  const top = nextFilled(lines, start);
  let above = -1;
  for (let at = top; at < end && search.seamsLeft > 0; at++) {
    // a link alone is found by no words
    if (wordsOf(lines[at]).length === 0) continue;
    const isSure = ours[at] === true;
    if (isSure || ((above >= 0 || at === top) && isLineOf(lines[at], texts)))
      if (examine(search, above, at, isSure)) above = at;
  }
  if (above < 0) return;
  const last = keepAboveEnd(search, above, end);
  keepTypedBelow(search, last, end);
  if (search.doubted >= 0) keepTypedBelow(search, search.doubted, end);
}

interface Search extends Compared {
  seamsLeft: number;
  /** The line of ours above one that does not follow it in our text: the person may have repeated that one. Else -1. */
  doubted: number;
}

/**
 * Keeps what was inserted between two lines of ours. Returns whether the lower one is indeed ours: a short line
 * counts only where it stands in our text, because people type the same words.
 */
function examine(search: Search, above: number, at: number, isSure: boolean): boolean {
  const { doubted } = search;
  if (above < 0 || keepsDoubted(search, at)) return true;
  const isInserted = mayBeInserted(search, above + 1, at);
  if (isSure && !isInserted && !mayBeRepeated(search, above, at)) return true;
  const added = addedBetween(search, above, at);
  if (isInserted || added === undefined) search.seamsLeft -= 1;
  if (isInserted && added !== undefined) keepAdded(search, above + 1, added);
  else if (isSure && added === undefined) search.doubted = doubted < 0 ? above : doubted;
  return isSure || added !== undefined;
}

/** A part of a line of ours, too short to be surely ours without the lines around it: "the blue one" of two that we offered. */
function mayBeRepeated(search: Search, above: number, at: number): boolean {
  const line = search.lines[at];
  return (
    splitWords(line?.body ?? '').length < MIN_RUN_WORDS &&
    !isLineOf(line, search.texts) &&
    mayBeInserted(search, above + 1, at + 1)
  );
}

/** Keeps an answer that ends with a line of ours, as "Thank you" may be one. Returns whether it did. */
function keepsDoubted(search: Search, at: number): boolean {
  const above = search.doubted;
  search.doubted = -1;
  if (above < 0 || !mayBeInserted(search, above + 1, at)) return false;
  search.seamsLeft -= 1;
  const added = addedBetween(search, above, at);
  if (added !== undefined) keepAdded(search, above + 1, added);
  return added !== undefined;
}

/**
 * Keeps what was inserted above the last lines of our mail, which are too short to be surely ours: "Thank you" / "Anna".
 * Returns the last line of our mail that is known.
 */
function keepAboveEnd(search: Search, above: number, end: number): number {
  const { lines, texts } = search;
  const isOfOurs = (at: number): boolean =>
    texts().shortLines.has(splitWords(lines[at]?.body ?? '').join(' '));
  const stop = Math.min(end, above + 1 + MAX_INSERTED_LINES);
  let last = stop - 1;
  while (last > above && (lines[last]?.body === '' || !isOfOurs(last))) last--;
  if (last === above || !mayBeInserted(search, above + 1, last)) return above;
  const between = lines.slice(above + 1, last + 1).map(wordsOf);
  const added = countAddedWords(texts().all, {
    above: wordsOf(lines[above]),
    between,
    below: undefined,
  });
  if (added === undefined) return above;
  keepAdded(search, above + 1, added);
  return last;
}

/**
 * Keeps what was typed below the end of our mail: inside the element that quotes it, in the element in which the program's
 * user types, or behind quote marks in a history that has none. Gateways write their notes below an unmarked history, too,
 * so that other lines there prove nothing.
 */
function keepTypedBelow(search: Search, last: number, end: number): void {
  const { lines, verdicts } = search;
  const isMarked = (at: number): boolean =>
    lines[at]?.body !== '' &&
    (isDeeper(lines[at], lines[last]) ||
      isInElement(lines[at], lines[last]) ||
      lines[at]?.isInEditor === true);
  let first = nextFilled(lines, last + 1);
  // a link alone, with which our mail ends
  while (isWordlessOfOurs(search, lines[first])) first = nextFilled(lines, first + 1);
  let stop = first;
  for (let at = first; at < end && (lines[at]?.body === '' || isMarked(at)); at++)
    if (isMarked(at)) stop = at + 1;
  if (stop > first && mayBeInserted(search, first, stop) && isEnd(search, last))
    verdicts.fill(undefined, first, stop);
}

const isWordlessOfOurs = ({ texts }: Search, line: Line | undefined): boolean =>
  line !== undefined && line.body !== '' && texts().wordless.has(line.body);

/** Both lines stand in elements that quote, at the same depth. In fewer of them, the line is of a mail that quotes the other. */
const isInElement = (line: Line | undefined, other: Line | undefined): boolean =>
  line?.depth === other?.depth && (line?.elements ?? 0) >= (other?.elements || Infinity);

const isDeeper = (line: Line | undefined, other: Line | undefined): boolean =>
  (line?.depth ?? 0) > (other?.depth ?? 0);

/** Whether a text of ours ends with this line. */
const isEnd = ({ lines, texts }: Search, last: number): boolean =>
  countAddedWords(texts().all, { above: wordsOf(lines[last]), between: [], below: undefined }) !==
  undefined;

/** Whether the line is a whole line of ours: "When shall we call?" between two answers. */
function isLineOf(line: Line | undefined, texts: () => SentTexts): boolean {
  if (line === undefined || line.body === '' || line.body.length > MAX_SHORT_CHARS) return false;
  const words = splitWords(line.body);
  return words.length >= MIN_REPEATED_WORDS && texts().shortLines.has(words.join(' '));
}

/** Where the mail answered stands: between its head, if it has one, and the next. Heads that belong to a mail of ours do not count. */
function findAnswered(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  known: KnownLines,
  verdicts: LineVerdicts,
): [start: number, end: number] {
  const isCut = (at: number): boolean => verdicts[at] !== undefined;
  const first = known.ours.findIndex((isOurs, at) => isOurs && isCut(at));
  if (first < 0) return [0, 0];
  const heads = markers.filter(
    (marker) =>
      isHeadOfMail(lines, marker) && isCut(marker.first) && !isOfOurMail(lines, marker, known),
  );
  const [head] = heads;
  let start = head !== undefined && head.first < first ? head.last + 1 : first;
  // the fields below "-----Original Message-----"
  const fields = heads.find(({ first: at }) => at >= start);
  if (fields?.kind === 'header-block' && fields.first === nextFilled(lines, start))
    start = fields.last + 1;
  const next = heads.find(({ first: at }) => at >= start);
  return [start, Math.min(next?.first ?? lines.length, start + MAX_HISTORY_LINES)];
}
