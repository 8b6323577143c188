import { DATE } from '../heads/attribution-features.ts';
import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { filledAbove, type Line, nextFilled } from '../reply-line.ts';
import { splitWords } from './find-sent-words.ts';
import { isMoment, judgeTemplate } from './find-template-lines.ts';

/** Blank lines that a program draws between the cells and blocks of our mail. */
const MAX_GAP_LINES = 4;
const INITIAL = /^[\p{L}\p{N}·]$/u;
const INITIAL_AND_NAME = /^[\p{L}\p{N}·]\s+(?=\S)/u;

/**
 * Our HTML part shows more than our text part: the first line of the message once more as a preview, and beside "Anna wrote:" the
 * first letter of her name. Styles and attributes hide both. A program that drops these, or makes text of the HTML, shows them.
 * In the lines that are compared with our text they are blank.
 */
export function withoutHtmlExtras(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
): readonly Line[] {
  const read = [...lines];
  const heads = new Set(markers.map(({ last }) => last));
  for (const [at, line] of lines.entries()) {
    if (judgeTemplate(line.body) !== 'wrote' || DATE.test(line.body)) continue;
    const name = nameIn(line.body);
    const isBeside = name !== line.body;
    if (isBeside) read[at] = { ...line, body: name };
    const { extras, above } = extrasAbove(lines, at, name);
    // in text without a head above, "Carla" may be the end of somebody's answer, and "A" all of it
    if (!isBeside && !line.isHtml && extras.length < 2 && !heads.has(above)) continue;
    for (const extra of extras) read[extra] = { ...(lines[extra] as Line), body: '' };
  }
  return read;
}

/** "Anna wrote:" of "A Anna wrote:". */
function nameIn(body: string): string {
  const name = body.replace(INITIAL_AND_NAME, '');
  return isInitialOf(body.charAt(0), name) ? name : body;
}

/** The lines of initial and preview above the head, and the index of the line above them. At the top of the body they are an answer. */
function extrasAbove(
  lines: readonly Line[],
  head: number,
  name: string,
): { extras: number[]; above: number } {
  const extras: number[] = [];
  let above = filledAbove(lines, head, MAX_GAP_LINES);
  for (const isExtra of [
    (at: number) => isInitialOf(lines[at]?.body ?? '', name),
    (at: number) => isPreview(lines, at, head),
  ]) {
    if (!isExtra(above)) continue;
    extras.push(above);
    above = filledAbove(lines, above, MAX_GAP_LINES);
  }
  return { extras: above < 0 ? [] : extras, above };
}

/** A name without letters has a dot. */
const isInitialOf = (initial: string, name: string): boolean =>
  INITIAL.test(initial) &&
  (initial === '·' || /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() === initial);

/** Whether the first line of the message below the head begins with this line, in the same quote. */
function isPreview(lines: readonly Line[], at: number, head: number): boolean {
  const preview = splitWords(lines[at]?.body ?? '').join(' ');
  let first = nextFilled(lines, head + 1, head + 1 + MAX_GAP_LINES);
  if (isMoment(lines[first]?.body ?? ''))
    first = nextFilled(lines, first + 1, first + 1 + MAX_GAP_LINES);
  const message = splitWords(lines[first]?.body ?? '').join(' ');
  const isBesideHead = (index: number): boolean =>
    lines[index]?.depth === lines[head]?.depth && lines[index]?.marked === lines[head]?.marked;
  return (
    preview !== '' && `${message} `.startsWith(`${preview} `) && [at, first].every(isBesideHead)
  );
}
