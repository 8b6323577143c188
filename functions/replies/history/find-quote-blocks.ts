import { cutScannerNotes } from '../footers/cut-scanner-notes.ts';
import { isDeviceFooter } from '../footers/find-device-footer.ts';
import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { foldText } from '../lines/fold-text.ts';
import { isQuoted, type Line, type LineVerdicts, nextFilled, nextShown } from '../reply-line.ts';

/** A quoted line of at least this length may have been wrapped by a client that did not repeat the quote mark. */
const MIN_WRAPPED_CHARS = 60;
const MAX_REPEATED_CHARS = 80;
const MAX_LOOK_BACK_LINES = 20;
const WORD = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/** A run of quoted lines, with unmarked ends of wrapped lines in it. */
export interface QuoteBlock {
  readonly first: number;
  readonly last: number;
  /** A client marked the block, an attribution or header block stands above it or opens it, or at least half of its lines are ours. */
  readonly isIntroduced: boolean;
  /** At least one of its lines is ours. */
  readonly hasOurs: boolean;
  /** It has no words. */
  readonly isEmpty: boolean;
}

/** The runs of quoted lines, and what is known about each. */
export function findQuoteBlocks(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  ours: readonly boolean[],
): QuoteBlock[] {
  const blocks: QuoteBlock[] = [];
  const introduced = new Set(markers.map((marker) => nextShown(lines, marker.last + 1)));
  const openers = new Set(markers.map((marker) => marker.first));
  const wrapped = new Set(markers.flatMap(wrappedLines));
  for (let first = 0; first < lines.length; first++) {
    const line = lines[first];
    if (line === undefined || !isQuoted(line)) continue;
    let last = first;
    while (last + 1 < lines.length && (wrapped.has(last + 1) || continues(lines, last + 1))) last++;
    const count = ours.slice(first, last + 1).filter(Boolean).length;
    const isIntroduced =
      line.marked === 'client-quote' ||
      introduced.has(first) ||
      openers.has(nextFilled(lines, first, last)) ||
      count * 2 > last - first;
    const isEmpty = !lines.slice(first, last + 1).some(({ body }) => WORD.test(body));
    blocks.push({ first, last, isIntroduced, hasOurs: count > 0, isEmpty });
    first = last;
  }
  return blocks;
}

/** All lines of a head or a wrapped delimiter but the first. Inside a quote they belong to the quote like the first one. */
const wrappedLines = ({ first, last }: HistoryMarker): number[] =>
  Array.from({ length: last - first }, (_, index) => first + 1 + index);

function continues(lines: readonly Line[], index: number): boolean {
  const line = lines[index] as Line;
  return isQuoted(line) ? isSameMark(line, lines[index - 1]) : isRemnant(lines, index);
}

const isElement = (line: Line | undefined): boolean => (line?.elements ?? 0) > 0;

/** In HTML, `> one line` that somebody typed directly above an element that quotes is a quote of its own. */
const isSameMark = (line: Line, above: Line | undefined): boolean =>
  (line.marked === 'client-quote') === (above?.marked === 'client-quote') &&
  isElement(line) === isElement(above);

/** The end of a quoted line that a client wrapped without a new quote mark, or a link on a line of its own. */
function isRemnant(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  const above = lines[index - 1];
  const below = lines[index + 1];
  if (line === undefined || line.body === '' || above === undefined || below === undefined)
    return false;
  if (above.depth === 0 || below.depth === 0) return false;
  const isFull = above.text.length >= MIN_WRAPPED_CHARS;
  // below a short link, "Thanks." is a word of the person's
  const isFragment = !line.body.includes(' ') && (isFull || !/^\p{L}+[.!?]?$/u.test(line.body));
  if (isFragment && /https?:\S+$/.test(above.body)) return true;
  if (/^[(<[]?https?:\S+$|^\(https?:\S+\) ?>?$/.test(line.body)) return true;
  if (repeatsQuote(lines, index)) return true;
  return isFull && !/[.!?:;]$/.test(above.body) && /^[\p{Ll}_]/u.test(line.body);
}

/** The line repeats words of the quote above it: a client's copy, not an answer. */
function repeatsQuote(lines: readonly Line[], index: number): boolean {
  const words = foldText(lines[index]?.body ?? '').replace(/[.…]+$/, '');
  if (!words.includes(' ') || words.length > MAX_REPEATED_CHARS) return false;
  return lines
    .slice(Math.max(0, index - MAX_LOOK_BACK_LINES), index)
    .some((line) => isQuoted(line) && foldText(line.body).includes(words));
}

/**
 * Whether a quote is the answered mail, in a body where nothing introduces a quote. At the top or the end it is.
 * Between the person's lines a single quote is their own, while several are the mail with answers in between.
 */
export function isQuoteAlone(
  lines: readonly Line[],
  blocks: readonly QuoteBlock[],
  block: QuoteBlock,
): boolean {
  if (isElement(lines[block.first]) || blocks.length > 1) return true;
  if (isGlued(lines, block)) return false;
  return nextFilled(lines, 0) >= block.first || isLast(lines, block);
}

/** Nothing follows the quote, or only what programs and signatures put at the end. */
function isLast(lines: readonly Line[], { last }: QuoteBlock): boolean {
  const notes: LineVerdicts = new Array(lines.length).fill(undefined);
  cutScannerNotes(lines, notes);
  const next = nextFilled(lines, last + 1);
  const body = lines[next]?.body ?? '';
  return body === '' || notes[next] !== undefined || body === '--' || isDeviceFooter(body);
}

/** One quoted line directly below the person's text ("Menu:" / "> Settings"). A program would put a blank line between. */
function isGlued(lines: readonly Line[], { first, last, hasOurs }: QuoteBlock): boolean {
  const above = lines[first - 1]?.body ?? '';
  return first === last && !hasOurs && above !== '';
}
