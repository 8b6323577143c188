import { type Line, nextFilled } from '../reply-line.ts';
import { ENDS_WITH_COLON } from './attribution-features.ts';
import { findAttributions } from './find-attributions.ts';
import { findBareHeads } from './find-bare-heads.ts';
import { findDelimiters } from './find-delimiters.ts';
import { findHeaderBlocks, type HeaderBlock, type Span } from './find-header-blocks.ts';
import { findMarks } from './find-marks.ts';

/** Lines that a mail program or we ourselves added to the body, and what they say about the lines below. */
export interface HistoryMarker extends Span {
  readonly kind: 'attribution' | 'header-block' | 'original-message' | 'forwarded' | 'delimiter';
  /** Nobody types this by hand. A doubtful one yields to a certain one below it. */
  readonly isCertain: boolean;
}

/** All such additions, sorted by first line; they do not overlap. `subject`: that of the mail, where it is known. */
export function findHistoryMarkers(lines: readonly Line[], subject?: string): HistoryMarker[] {
  const taken: boolean[] = [];
  const markers: HistoryMarker[] = [];
  const add = (found: readonly HistoryMarker[]): void => {
    for (const marker of found) if (take(marker, taken)) markers.push(marker);
  };
  const headerBlocks = findHeaderBlocks(lines, subject);
  const top = nextFilled(lines, 0);
  add(findDelimiters(lines).map((span) => ({ ...span, kind: 'delimiter', isCertain: true })));
  add(headerBlocks.map((block) => judgeBlock(block, top)));
  add(findBareHeads(lines).map((span) => ({ ...span, kind: 'header-block', isCertain: true })));
  add(findMarks(lines, headerBlocks).map((mark) => ({ ...mark, isCertain: true })));
  add(findAttributions(lines, taken).map((span) => ({ ...span, kind: 'attribution' })));
  return markers.sort((a, b) => a.first - b.first);
}

/**
 * A block is certain with three lines or more, if it is proven or text stands above it. People also type two such lines,
 * and begin with fields about something else than the mail.
 */
function judgeBlock(
  { first, last, isProven, isOffSubject }: HeaderBlock,
  top: number,
): HistoryMarker {
  const isCertain = last - first >= 2 && ((isProven && !isOffSubject) || top < first);
  return { first, last, kind: 'header-block', isCertain };
}

function take(marker: HistoryMarker, taken: boolean[]): boolean {
  for (let index = marker.first; index <= marker.last; index++) if (taken[index]) return false;
  for (let index = marker.first; index <= marker.last; index++) taken[index] = true;
  return true;
}

/** "It was sent on Monday:" in the middle of a mail is no head: an attribution that is not certain has a date and a colon. */
export function isHeadOfMail(
  lines: readonly Line[],
  { kind, isCertain, last }: HistoryMarker,
): boolean {
  const body = lines[last]?.body ?? '';
  if (kind === 'attribution') return isCertain || (/\d/.test(body) && ENDS_WITH_COLON.test(body));
  return kind !== 'delimiter';
}
