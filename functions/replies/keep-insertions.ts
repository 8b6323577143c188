import type { Machine } from './find-machinery.ts';
import { splitWords } from './find-own-words.ts';
import { isQuoted, type Line, type LineVerdicts } from './reply-line.ts';

/** Words on each side of an insertion that must be adjacent in a text that we sent. */
const SEAM_WORDS = 4;
/** Lines of history that are read, and longest insertion in lines. */
const MAX_HISTORY_LINES = 400;
const MAX_INSERTED_LINES = 40;
/** Possible insertions that are checked; each check searches all that we sent. */
const MAX_SEAMS = 50;
/** What programs add to text: link targets, names of pictures. */
const PLACEHOLDER =
  /^[<([]*(?:https?:|www\.|mailto:|cid:|image|bild|immagine|picture)\S*[^\p{L}]*$/iu;

/**
 * Keeps answers typed into a history that has no quote marks (Outlook: "see below, in
 * red"). They stand between two lines that are adjacent in what we sent, so only the person
 * can have put them there. Only the mail answered is searched: older ones were read before.
 */
export function keepInsertions(
  lines: readonly Line[],
  machines: readonly Machine[],
  { ours, sent }: { readonly ours: readonly boolean[]; readonly sent: readonly string[] },
  verdicts: LineVerdicts,
): void {
  const [first, next] = machines.filter(({ kind }) => kind !== 'delimiter');
  if (first === undefined || sent.length === 0) return;
  const end = Math.min(next?.first ?? lines.length, first.last + MAX_HISTORY_LINES);
  let texts: string[] | undefined;
  let above = -1;
  let seams = 0;
  for (let at = first.last + 1; at < end; at++) {
    if (!ours[at] || lines[at]?.body === '') continue;
    if (above >= 0 && seams < MAX_SEAMS && mayBeInserted(lines, above + 1, at, verdicts)) {
      seams += 1;
      texts ??= sent.map((text) => ` ${splitWords(text).join(' ')} `);
      if (isSeam(lines, above, at, texts)) verdicts.fill(undefined, above + 1, at);
    }
    above = at;
  }
}

/** Whether the lines between were all cut, none is quoted, and at least one is more than a link or picture name. */
function mayBeInserted(
  lines: readonly Line[],
  first: number,
  end: number,
  verdicts: LineVerdicts,
): boolean {
  const between = lines.slice(first, end);
  if (between.length > MAX_INSERTED_LINES || between.some(isQuoted)) return false;
  if (verdicts.slice(first, end).includes(undefined)) return false;
  return between.some(({ body }) => body !== '' && !PLACEHOLDER.test(body));
}

/** Whether the last words of the line above and the first words of the line below are adjacent in a text of ours. */
function isSeam(
  lines: readonly Line[],
  above: number,
  below: number,
  texts: readonly string[],
): boolean {
  const before = splitWords(lines[above]?.body ?? '').slice(-SEAM_WORDS);
  const behind = splitWords(lines[below]?.body ?? '').slice(0, SEAM_WORDS);
  const seam = ` ${[...before, ...behind].join(' ')} `;
  return texts.some((text) => text.includes(seam));
}
