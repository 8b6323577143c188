import { isQuoted, type Line, type LineVerdicts } from '../reply-line.ts';
import { comparedWords, countAddedWords } from './find-added-lines.ts';
import { isMoment, judgeTemplate } from './find-template-lines.ts';
import type { SentTexts } from './sent-texts.ts';

/** Longest insertion in lines. */
export const MAX_INSERTED_LINES = 40;
/** What programs add to text: link targets, names of pictures. */
const PLACEHOLDER =
  /^[<([]*(?:https?:|www\.|mailto:|cid:|image|bild|immagine|picture)\S*[^\p{L}]*$/iu;

/** Without brackets around it a link is a program's only in plain text, where our mail has links: HTML hides targets. */
const BARE_LINK = /^(?:https?:|www\.)/i;

/** A mail beside what we sent. */
export interface Compared {
  readonly lines: readonly Line[];
  readonly texts: () => SentTexts;
  readonly verdicts: LineVerdicts;
}

/**
 * Whether the lines were all cut and none is older, and at least one is more than what programs add. In text a mark of
 * the same depth as ours says nothing about who typed the line.
 */
export function mayBeInserted(compared: Compared, first: number, end: number): boolean {
  const { lines, verdicts } = compared;
  const between = lines.slice(first, end);
  const depth = lines[first - 1]?.depth ?? 0;
  if (between.length > MAX_INSERTED_LINES || verdicts.slice(first, end).includes(undefined))
    return false;
  const isOlder = (line: Line): boolean =>
    line.body !== '' &&
    (line.depth < depth || (line.depth === depth && isQuoted(line) && !line.isHtml));
  if (between.some(isOlder)) return false;
  return between.some((line) => line.body !== '' && !line.isOurs && !isAdded(compared, line));
}

/** By line, how many words the person added between two lines of ours; undefined if these are not so in our text. */
export const addedBetween = (
  { lines, texts }: Compared,
  above: number,
  below: number,
): readonly number[] | undefined =>
  countAddedWords(texts().all, {
    above: wordsOf(lines[above]),
    between: lines.slice(above + 1, below).map(wordsOf),
    below: wordsOf(lines[below]),
  });

export const wordsOf = (line: Line | undefined): string[] => comparedWords(line?.body ?? '');

/** Keeps the lines that hold added words, or no words at all, as "?" does. */
export function keepAdded(compared: Compared, first: number, added: readonly number[]): void {
  const { lines, verdicts } = compared;
  let isKept = false;
  for (const [index, count] of added.entries()) {
    const line = lines[first + index] as Line;
    if (line.body !== '') isKept = isTyped(compared, line, count);
    if (isKept) verdicts[first + index] = undefined;
  }
}

/** Beside words that somebody typed, a link or "?" is theirs, too, unless our text has the same line. */
function isTyped({ texts }: Compared, line: Line, addedWords: number): boolean {
  if (line.isOurs || isMoment(line.body)) return false;
  if (addedWords > 0) return !isHeadOfOurs(line);
  return wordsOf(line).length === 0 && !texts().wordless.has(line.body);
}

/** "Anna wrote: 26 Nov 2026, 10:41": our HTML part says more than our text part. */
const isHeadOfOurs = ({ body = '' }: Partial<Line> = {}): boolean =>
  judgeTemplate(body.slice(0, body.indexOf(':') + 1)) === 'wrote';

function isAdded({ texts }: Compared, { body, isHtml }: Line): boolean {
  if (isMoment(body)) return true;
  const isBareLink = BARE_LINK.test(body) && (isHtml === true || !texts().haveLinks);
  return PLACEHOLDER.test(body) && !isBareLink;
}
