import { findHistoryMarkers, type HistoryMarker } from '../heads/find-history-markers.ts';
import { WROTE } from '../languages/vocabulary.ts';
import { foldLines } from '../lines/fold-lines.ts';
import {
  type CutKind,
  isAboveQuote,
  isQuoted,
  type Line,
  type LineVerdicts,
  nextFilled,
} from '../reply-line.ts';
import { cutSentMails } from '../sent/cut-sent-mails.ts';
import { splitWords } from '../sent/find-sent-words.ts';
import { keepInsertions } from '../sent/keep-insertions.ts';
import { type SentTexts, textsOf } from '../sent/sent-texts.ts';
import { cutClosingMark, forwardEnd } from './closing-marks.ts';
import { dropOwnQuotes } from './drop-own-quotes.ts';
import { dropPastedHeads } from './drop-pasted-heads.ts';
import { findQuoteBlocks, isQuoteAlone, type QuoteBlock } from './find-quote-blocks.ts';
import { collectEvidence, isGenuine } from './is-genuine.ts';
import { keepMarkedAnswers } from './keep-marked-answers.ts';
import { cutRulerAbove, filledJustAbove, unknownHead, withLinesAbove } from './lines-above-head.ts';
import type { Mail } from './read-parties.ts';

/** Longest head that is searched for a verb, in UTF-16 units. */
const MAX_HEAD_CHARS = 600;

export interface HistoryOptions {
  readonly forward: 'strip' | 'keep';
  /** By line: whether we sent these words (find-sent-words.ts). */
  readonly ours: readonly boolean[];
  /** By line: `ours`, and also the lines of our mail template around them (find-template-lines.ts). */
  readonly template: readonly boolean[];
  /** Texts that we sent. When there are any, a line that is not among them counts as evidence. */
  readonly sent: readonly string[];
  /** Result of find-history-markers.ts, when the caller has it already. */
  readonly markers?: readonly HistoryMarker[];
  readonly mail: Mail;
}

/** Decides for each line whether it is quoted history, from the attributions, marks and quotes around it. */
export function cutHistory(lines: readonly Line[], options: HistoryOptions): LineVerdicts {
  const verdicts: LineVerdicts = new Array<CutKind | undefined>(lines.length).fill(undefined);
  const all = findMarkers(lines, options);
  const blocks = findQuoteBlocks(lines, all, options.ours);
  // a quote that begins with a forward mark is a forwarded mail, and so is everything below it
  const opened = new Set(blocks.map(({ first, last }) => nextFilled(lines, first, last)));
  const outside = all.filter(
    (marker) =>
      !isInQuote(lines, marker) || (marker.kind === 'forwarded' && opened.has(marker.first)),
  );
  const evidence = collectEvidence({ all, outside, blocks }, options);
  const markers = outside.filter(
    (marker) => marker.isCertain || isGenuine(lines, marker, evidence),
  );
  cutQuotes(lines, blocks, { ...options, firstMarker: markers[0]?.first }, verdicts);
  for (const { first, isIntroduced } of blocks)
    if (isIntroduced && verdicts[first] !== undefined) cutRulerAbove(lines, first, verdicts);
  const heads = new Map(markers.map((marker) => [marker.first, marker]));
  let end = 0;
  for (const marker of markers) {
    if (marker.first < end) continue;
    if (verdicts[marker.first] !== undefined && marker.kind !== 'forwarded') continue;
    if (marker.kind === 'forwarded' && options.forward === 'keep') {
      // the mark and everything below it stay in the reply
      verdicts.fill(undefined, marker.first, lines.length);
      break;
    }
    const first = withLinesAbove(lines, marker, verdicts);
    end = historyEnd(lines, marker, heads);
    verdicts.fill(marker.kind, first, end);
    if (end === lines.length) break;
  }
  cutClosingMark(lines, blocks, markers, verdicts);
  cutSentMails(lines, options.template, options.sent, verdicts);
  cutRemnants(lines, options, verdicts);
  keepAnswers(lines, all, options, verdicts);
  cutHeads(lines, verdicts);
  return verdicts;
}

/** Keeps answers inside the mail answered: what is not in our text, or where nothing of ours is known, what is marked. */
function keepAnswers(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  options: HistoryOptions,
  verdicts: LineVerdicts,
): void {
  if (options.ours.includes(true)) keepInsertions(lines, markers, options, verdicts);
  else keepMarkedAnswers(lines, markers, options.mail, verdicts);
}

/** What programs added, without what the person's own words introduce. */
function findMarkers(lines: readonly Line[], options: HistoryOptions): readonly HistoryMarker[] {
  const all = options.markers ?? findHistoryMarkers(lines, options.mail.subject);
  // "My colleague wrote:" above a quote is nobody's history, where no mail is answered
  const found = options.mail.isAnswer === false ? all.filter(({ isCertain }) => isCertain) : all;
  return dropPastedHeads(lines, dropOwnQuotes(lines, found, options.template), options);
}

/**
 * Cuts what is left inside the history: lines of our template, and lines of
 * ours that lost their quote mark and stand directly below a line that was cut.
 */
function cutRemnants(
  lines: readonly Line[],
  { ours, template }: HistoryOptions,
  verdicts: LineVerdicts,
): void {
  const historyFrom = verdicts.findIndex((kind) => kind !== undefined);
  for (let index = Math.max(historyFrom, 0); index < lines.length; index++) {
    if (!template[index] || verdicts[index] !== undefined) continue;
    // no line of HTML loses the element that quotes it
    const isBelowMarked =
      verdicts[index - 1] !== undefined &&
      lines[index - 1]?.body !== '' &&
      !(lines[index]?.isHtml && isQuoted(lines[index - 1] as Line));
    if (!ours[index] || isBelowMarked) verdicts[index] = 'own-words';
  }
}

/** Cuts an attribution line in an unknown language above words of ours. */
function cutHeads(lines: readonly Line[], verdicts: LineVerdicts): void {
  for (const [index, kind] of verdicts.entries()) {
    if (kind !== 'own-words') continue;
    const above = filledJustAbove(lines, index);
    const head = lines[above]?.body === '' ? undefined : unknownHead(lines, above);
    if (verdicts[above] === undefined && head !== undefined)
      verdicts.fill('attribution', head, above + 1);
  }
}

/** An attribution or mark inside a quote is part of the quote (R20). */
function isInQuote(lines: readonly Line[], marker: HistoryMarker): boolean {
  const line = lines[marker.first];
  return line !== undefined && isQuoted(line);
}

/**
 * Index behind the history that a marker opens: the end, or where the history is quoted line by line, the marker's own end, because then
 * the quote marks decide. `heads`: all markers by first line, because a mark may stand above a header block.
 */
function historyEnd(
  lines: readonly Line[],
  marker: HistoryMarker,
  heads: ReadonlyMap<number, HistoryMarker>,
): number {
  if (marker.kind === 'delimiter') return lines.length;
  if (marker.kind === 'forwarded') return forwardEnd(lines, marker);
  const next = heads.get(nextFilled(lines, marker.last + 1)) ?? marker;
  const isQuotedBelow = isAboveQuote(
    lines,
    isAboveOlder(lines, marker, next) ? marker.last : next.last,
  );
  return isQuotedBelow ? marker.last + 1 : lines.length;
}

/** "Carla wrote:" directly below a head: the answered mail begins with its own quote. A program that tears its head gives no part a verb. */
const isAboveOlder = (
  lines: readonly Line[],
  marker: HistoryMarker,
  next: HistoryMarker,
): boolean =>
  next.kind === 'attribution' &&
  saysWrote(lines, next) &&
  (marker.kind === 'header-block' || (marker.kind === 'attribution' && saysWrote(lines, marker)));

const saysWrote = (lines: readonly Line[], { first, last }: HistoryMarker): boolean =>
  WROTE.test(foldLines(lines, first, last, MAX_HEAD_CHARS));

/**
 * Cuts the quotes that belong to the history. A quote above all history is the person's own (`> npm install`
 * in their text). Where we know what we sent, a quote of something else is the person's own, too.
 */
function cutQuotes(
  lines: readonly Line[],
  blocks: readonly QuoteBlock[],
  options: HistoryOptions & { readonly firstMarker: number | undefined },
  verdicts: LineVerdicts,
): void {
  const introduced = blocks.find((block) => block.isIntroduced)?.first ?? lines.length;
  const historyFrom = Math.min(introduced, options.firstMarker ?? lines.length);
  const isBare = historyFrom === lines.length;
  // a quote of a mail that is older than the texts in `sent` proves nothing against the other quotes
  const mustBeOurs =
    options.mail.isAnswer === false ||
    (isBare ? options.sent.length > 0 : blocks.some((block) => block.hasOurs));
  const isMarkedUp = lines.some(({ marked }) => marked === 'client-quote');
  const texts = textsOf(options.sent);
  for (const block of blocks) {
    const isBelow = isBare ? isQuoteAlone(lines, blocks, block) : block.first >= historyFrom;
    const isProven =
      block.isIntroduced || block.hasOurs || block.isEmpty || isOfShortLines(lines, block, texts);
    // a program that marks its quote by an element types no marks for another one
    const isTyped = isMarkedUp && !lines[block.first]?.elements;
    const isReal = isBelow && (isProven || !(mustBeOurs || isTyped));
    cutBlock(lines, block, isReal, verdicts);
  }
}

/** "Which colour?" between two answers is too short to be surely ours by its words, but it is a whole line of ours. */
const isOfShortLines = (
  lines: readonly Line[],
  { first, last }: QuoteBlock,
  texts: () => SentTexts,
): boolean =>
  lines
    .slice(first, last + 1)
    .every(({ body }) => body === '' || texts().shortLines.has(splitWords(body).join(' ')));

function cutBlock(
  lines: readonly Line[],
  block: QuoteBlock,
  isReal: boolean,
  verdicts: LineVerdicts,
): void {
  for (let at = block.first; at <= block.last; at++) {
    if (lines[at]?.marked === 'client-quote') verdicts[at] = 'client-quote';
    else if (isReal) verdicts[at] = 'quote';
  }
}
