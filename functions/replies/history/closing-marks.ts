import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { ARMOUR } from '../heads/find-marks.ts';
import { MAILBOX } from '../heads/read-unknown-head.ts';
import { foldPattern } from '../lines/fold-pattern.ts';
import { foldText } from '../lines/fold-text.ts';
import { isDashed, type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import type { QuoteBlock } from './find-quote-blocks.ts';

/** A mark's first dashes, which its closing mark repeats. */
const DASHES = /^[-=]{4,}/;
/** "End of the forwarded message", first or last between the dashes. */
const END = foldPattern(
  /^[-=]+ ?(?:end|ende|fin|fine|final|fim|einde|koniec|konec|slut|slutt|kraj|sfarsit\p{L}*|конец|кінець|край|τελος|结束|結束)(?!\p{L})|(?<!\p{L})(?:vege|sonu|loppu) ?[-=]+$/u,
);

/** Index behind the mark that closes a forwarded mail, or behind the last line. */
export const forwardEnd = (lines: readonly Line[], marker: HistoryMarker): number =>
  closingMark(lines, marker) + 1 || lines.length;

/**
 * Index of the mark that Horde, Mutt, Gnus and Yandex write below a forwarded mail, or -1. A mail that was forwarded in it
 * has its own, so the last one counts.
 */
export function closingMark(lines: readonly Line[], { first, last }: HistoryMarker): number {
  const [dashes] = DASHES.exec(lines[first]?.body ?? '') ?? [];
  if (dashes === undefined) return -1;
  const closes = (body: string): boolean =>
    isDashed(body) && DASHES.exec(body)?.[0] === dashes && END.test(foldText(body));
  return lines.findLastIndex(({ body }, at) => at > last && closes(body) && !ARMOUR.test(body));
}

/**
 * Horde ends the quote below its mark by another one with the same address: `----- End message from Ann Lamp <a@b.c> -----`. Other lines
 * between dashes are the person's own headings.
 */
export function cutClosingMark(
  lines: readonly Line[],
  blocks: readonly QuoteBlock[],
  markers: readonly HistoryMarker[],
  verdicts: LineVerdicts,
): void {
  const quote = blocks.at(-1);
  const opening = markers.findLast(({ first }) => isDashed(lines[first]?.body ?? ''));
  if (quote === undefined || opening === undefined || opening.first > quote.first) return;
  const below = nextFilled(lines, quote.last + 1);
  const body = lines[below]?.body ?? '';
  if (verdicts[quote.last] === undefined || !isDashed(body)) return;
  const [address] = MAILBOX.exec(body) ?? [];
  if (address !== undefined && lines[opening.first]?.body.includes(address))
    verdicts[below] ??= 'original-message';
}
