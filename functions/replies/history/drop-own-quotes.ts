import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { isQuoted, type Line, nextShown } from '../reply-line.ts';

/** Without the lines that introduce a quote of the person's own. Only where something of ours is known, it can be told. */
export function dropOwnQuotes(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  template: readonly boolean[],
): readonly HistoryMarker[] {
  if (!template.includes(true)) return markers;
  return markers.filter((marker) => !introducesOwnQuote(lines, marker, template));
}

/**
 * "My colleague wrote:" above a typed quote, where our mail stands elsewhere in the body: the person
 * quotes somebody. The line has no day, time or address, and no word of the quote is ours.
 */
function introducesOwnQuote(
  lines: readonly Line[],
  marker: HistoryMarker,
  template: readonly boolean[],
): boolean {
  if (marker.kind !== 'attribution' || marker.isCertain) return false;
  const head = lines.slice(marker.first, marker.last + 1);
  if (head.some((line) => isQuoted(line) || /[\d@]/.test(line.body))) return false;
  const first = nextShown(lines, marker.last + 1);
  let end = first;
  while (isTypedQuote(lines[end])) end++;
  return end > first && !template.slice(first, end).includes(true);
}

const isTypedQuote = (line: Line | undefined): boolean =>
  line !== undefined && line.depth > 0 && line.marked === undefined && !line.elements;
