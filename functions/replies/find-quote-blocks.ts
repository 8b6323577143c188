import type { Machine } from './find-machinery.ts';
import { cutScannerNotes } from './footers/cut-scanner-notes.ts';
import { isDeviceFooter } from './footers/find-device-footer.ts';
import { foldText } from './lines/fold-text.ts';
import { isQuoted, type Line, type LineVerdicts, nextFilled, nextShown } from './reply-line.ts';

/** A quoted line as long as this was wrapped by a client that did not repeat the mark. */
const MIN_WRAPPED_CHARS = 60;
const MAX_REPEATED_CHARS = 80;
const MAX_LOOK_BACK_LINES = 20;

/** A stretch of quoted lines, wrapped remnants included. */
export interface QuoteBlock {
  readonly first: number;
  readonly last: number;
  /** A client marked it, an attribution or a header stands above it or opens it, or it is what we sent. */
  readonly isIntroduced: boolean;
  /** At least one line of it is what we sent. */
  readonly hasOurs: boolean;
}

/** The stretches of quoted lines, and what is known of each. */
export function findQuoteBlocks(
  lines: readonly Line[],
  machines: readonly Machine[],
  ours: readonly boolean[],
): QuoteBlock[] {
  const blocks: QuoteBlock[] = [];
  const introduced = new Set(machines.map((machine) => nextShown(lines, machine.last + 1)));
  const openers = new Set(machines.map((machine) => machine.first));
  const wrapped = new Set(machines.flatMap(wrappedLines));
  for (let first = 0; first < lines.length; first++) {
    const line = lines[first];
    if (line === undefined || !isQuoted(line)) continue;
    let last = first;
    while (last + 1 < lines.length && (wrapped.has(last + 1) || continues(lines, last + 1))) last++;
    const count = ours.slice(first, last + 1).filter(Boolean).length;
    const isIntroduced =
      line.marked === 'client-quote' ||
      introduced.has(first) ||
      openers.has(nextFilled(lines, first)) ||
      count * 2 > last - first;
    blocks.push({ first, last, isIntroduced, hasOurs: count > 0 });
    first = last;
  }
  return blocks;
}

/** The lines over which a delimiter was wrapped, but the first; in a quote they are quoted like it. */
const wrappedLines = ({ kind, first, last }: Machine): number[] =>
  kind === 'delimiter' ? Array.from({ length: last - first }, (_, index) => first + 1 + index) : [];

function continues(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (line === undefined) return false;
  if (isQuoted(line))
    return (line.marked === 'client-quote') === (lines[index - 1]?.marked === 'client-quote');
  return isRemnant(lines, index);
}

/** The end of a quoted line that a client wrapped without a new mark, or a link that fell out. */
function isRemnant(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  const above = lines[index - 1];
  const below = lines[index + 1];
  if (line === undefined || line.body === '' || above === undefined || below === undefined)
    return false;
  if (above.depth === 0 || below.depth === 0) return false;
  const fragment = !line.body.includes(' ') && /https?:\S+$/.test(above.body);
  if (fragment || /^[(<[]?https?:\S+$|^\(https?:\S+\) ?>?$/.test(line.body)) return true;
  if (isQuoted(above) && isQuoted(below) && repeatsQuote(lines, index)) return true;
  return (
    above.text.length >= MIN_WRAPPED_CHARS &&
    !/[.!?:;]$/.test(above.body) &&
    /^[\p{Ll}_]/u.test(line.body)
  );
}

/** Words between two quoted lines that the quote above has already: a client's copy, nobody's answer. */
function repeatsQuote(lines: readonly Line[], index: number): boolean {
  const words = foldText(lines[index]?.body ?? '').replace(/[.…]+$/, '');
  if (!words.includes(' ') || words.length > MAX_REPEATED_CHARS) return false;
  return lines
    .slice(Math.max(0, index - MAX_LOOK_BACK_LINES), index)
    .some((line) => isQuoted(line) && foldText(line.body).includes(words));
}

/**
 * Quotes in a body where nothing introduces one: at the top or the end they are the mail answered,
 * between the person's lines a single one is their own, several are an interleaved answer.
 */
export function isQuoteAlone(
  lines: readonly Line[],
  blocks: readonly QuoteBlock[],
  block: QuoteBlock,
): boolean {
  if (lines[block.first]?.isElement || blocks.length > 1) return true;
  if (isGlued(lines, block)) return false;
  return nextFilled(lines, 0) >= block.first || isLast(lines, block);
}

/** Below it stands nothing, or what programs and signatures put at the end. */
function isLast(lines: readonly Line[], { last }: QuoteBlock): boolean {
  const notes: LineVerdicts = new Array(lines.length).fill(undefined);
  cutScannerNotes(lines, notes);
  const next = nextFilled(lines, last + 1);
  const body = lines[next]?.body ?? '';
  return body === '' || notes[next] !== undefined || body === '--' || isDeviceFooter(body);
}

/** One line below somebody's text without a blank line: "Menu:" / "> Settings". A program would part them. */
function isGlued(lines: readonly Line[], { first, last, hasOurs }: QuoteBlock): boolean {
  const above = lines[first - 1]?.body ?? '';
  return first === last && !hasOurs && above !== '';
}
