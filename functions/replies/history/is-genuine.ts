import { DATE, ENDS_WITH_COLON, TIME } from '../heads/attribution-features.ts';
import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { MAX_ATTRIBUTION_CHARS } from '../heads/read-wrapped-attribution.ts';
import { mayEndWithWrote, STARTS_WITH_ON, WROTE } from '../languages/vocabulary.ts';
import { foldLines } from '../lines/fold-lines.ts';
import { foldText } from '../lines/fold-text.ts';
import { isAboveQuote, type Line, nextFilled } from '../reply-line.ts';
import type { QuoteBlock } from './find-quote-blocks.ts';

/** How far below a doubtful attribution a line of ours is looked for, which proves the attribution. */
const MAX_LOOK_AHEAD_LINES = 40;
/** Longest beginning of an attribution that is looked at, in UTF-16 units. */
const MAX_ON_CHARS = 40;

/** What there is to judge a doubtful attribution or header block by. */
export interface Evidence {
  /** By line: our words, and the lines of our template around them. */
  readonly template: readonly boolean[];
  readonly hasSent: boolean;
  /** First line of the last piece of history that nobody types by hand, or -1. */
  readonly lastCertain: number;
  /** By first line: all that may introduce somebody's words. A delimiter does not: it is part of the mail that it stands in. */
  readonly heads: ReadonlyMap<number, HistoryMarker>;
  /** Last line of the first quote that something introduces; Infinity if there is none. */
  readonly firstQuoteEnd: number;
}

interface Found {
  readonly all: readonly HistoryMarker[];
  /** Those that stand in no quote. */
  readonly outside: readonly HistoryMarker[];
  readonly blocks: readonly QuoteBlock[];
}

export const collectEvidence = (
  { all, outside, blocks }: Found,
  { template, sent }: { readonly template: readonly boolean[]; readonly sent: readonly string[] },
): Evidence => ({
  template,
  hasSent: sent.length > 0,
  lastCertain: findLastCertain(outside, blocks),
  heads: new Map(all.filter(({ kind }) => kind !== 'delimiter').map((each) => [each.first, each])),
  firstQuoteEnd: blocks.find(({ isIntroduced }) => isIntroduced)?.last ?? Number.POSITIVE_INFINITY,
});

/** First line of the last piece of history that nobody types by hand, or -1. */
function findLastCertain(markers: readonly HistoryMarker[], blocks: readonly QuoteBlock[]): number {
  const marker = markers.findLast((each) => each.isCertain);
  const block = blocks.findLast((each) => each.isIntroduced);
  return Math.max(block?.first ?? -1, marker?.first ?? -1);
}

/** "At 10:30 it was sent" below the first quote, above another one: without a colon at its end it is an answer. */
function isAnswerBetween(
  lines: readonly Line[],
  { kind, first, last }: HistoryMarker,
  firstQuoteEnd: number,
): boolean {
  const body = lines[last]?.body ?? '';
  if (kind !== 'attribution' || first < firstQuoteEnd) return false;
  return mayEndWithWrote(body);
}

/** It says that somebody wrote, names a day and a time of day and ends with a colon, as a program writes it. */
function saysWhen(lines: readonly Line[], { first, last }: HistoryMarker): boolean {
  const text = foldLines(lines, first, last, MAX_ATTRIBUTION_CHARS);
  return ENDS_WITH_COLON.test(text) && WROTE.test(text) && DATE.test(text) && TIME.test(text);
}

/**
 * Whether the head of the quote stands directly below, so that this line is somebody's own: "Write to ann@b.c by 3.11.2026".
 * A program's quote may itself begin with an attribution, that of an older mail.
 */
function isAboveHead(lines: readonly Line[], marker: HistoryMarker, { heads }: Evidence): boolean {
  const head = heads.get(nextFilled(lines, marker.last + 1));
  if (head === undefined || saysWhen(lines, marker)) return false;
  return head.isCertain || saysWhen(lines, head);
}

/**
 * Whether a doubtful attribution or header block is genuine. "On Monday 3 October 2026 he wrote:" in somebody's own
 * text is not, when a certain attribution follows it, or when we know what we sent and none of it stands below.
 */
export function isGenuine(
  lines: readonly Line[],
  marker: HistoryMarker,
  evidence: Evidence,
): boolean {
  if (isAboveQuote(lines, marker.last))
    return (
      !isAboveHead(lines, marker, evidence) &&
      !isAnswerBetween(lines, marker, evidence.firstQuoteEnd)
    );
  if (marker.first < evidence.lastCertain || isSomebodysOwn(lines, marker)) return false;
  const below = evidence.template.slice(marker.last + 1, marker.last + 1 + MAX_LOOK_AHEAD_LINES);
  return !evidence.hasSent || below.includes(true);
}

/**
 * "At the end of a sentence, on 3 November 2026 at 10:01 Ann wrote:" begins with a small letter, and what follows stands in
 * quotation marks: no program writes either.
 */
function isSomebodysOwn(lines: readonly Line[], { kind, first, last }: HistoryMarker): boolean {
  if (kind !== 'attribution') return false;
  const body = lines[first]?.body ?? '';
  if (/^\p{Ll}/u.test(body) && STARTS_WITH_ON.test(foldText(body.slice(0, MAX_ON_CHARS))))
    return true;
  return /^["“”„‟«»‹›‚「『]/.test(lines[nextFilled(lines, last + 1)]?.body ?? '');
}
