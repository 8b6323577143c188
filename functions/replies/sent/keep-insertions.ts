import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { isQuoted, type Line, type LineVerdicts } from '../reply-line.ts';
import { splitWords } from './find-sent-words.ts';
import { isMoment, isOfOurMail } from './find-template-lines.ts';

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

/** Longest line that is compared as a whole, in UTF-16 units. */
const MAX_SHORT_CHARS = 80;
/** A single word that we also used may be an answer: "ok". */
const MIN_REPEATED_WORDS = 2;

interface KnownWords {
  /** By line: our own words (find-sent-words.ts). */
  readonly ours: readonly boolean[];
  /** By line: these, and the lines of our mails around them (find-template-lines.ts). */
  readonly template: readonly boolean[];
  readonly sent: readonly string[];
}

/**
 * Keeps answers typed into the history: into one without quote marks (Outlook: "see below, in red") or into the
 * element that holds the quote (Apple Mail, Gmail). They stand between two lines that are adjacent in what we sent, so
 * only the person can have put them there. Only the mail answered is searched: older ones were read before.
 */
export function keepInsertions(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  { ours, template, sent }: KnownWords,
  verdicts: LineVerdicts,
): void {
  if (sent.length === 0) return;
  const [start, end] = findAnswered(lines, markers, { ours, template }, verdicts);
  const texts = textsOf(sent);
  const search: Search = { lines, texts, verdicts, seamsLeft: MAX_SEAMS };
  let above = -1;
  for (let at = start; at < end && search.seamsLeft > 0; at++) {
    if (lines[at]?.body === '') continue;
    const isSure = ours[at] === true;
    if (isSure || (above >= 0 && isLineOf(lines[at], texts)))
      if (examine(search, above, at, isSure)) above = at;
  }
}

interface Search {
  readonly lines: readonly Line[];
  readonly texts: () => Texts;
  readonly verdicts: LineVerdicts;
  seamsLeft: number;
}

/**
 * Keeps what was inserted between two lines of ours. Returns whether the lower one is indeed ours: a short line
 * counts only where it stands in our text, because people type the same words.
 */
function examine(search: Search, above: number, at: number, isSure: boolean): boolean {
  const { lines, texts, verdicts } = search;
  const isInserted = above >= 0 && mayBeInserted(lines, above + 1, at, verdicts);
  if (isSure && !isInserted) return true;
  search.seamsLeft -= 1;
  const { all } = texts();
  const isAdjacent = isSeam(lines, above, at, all);
  if (isInserted && isAdjacent && !isRepeated(lines.slice(above + 1, at), all))
    verdicts.fill(undefined, above + 1, at);
  return isSure || isAdjacent;
}

interface Texts {
  /** The words of each text, with a blank on both sides. */
  readonly all: readonly string[];
  /** The words of each line that is too short for a run (find-sent-words.ts). */
  readonly shortLines: ReadonlySet<string>;
}

/** Reads our texts when they are first needed: nearly no mail has insertions. */
function textsOf(sent: readonly string[]): () => Texts {
  let texts: Texts | undefined;
  return () => {
    texts ??= {
      all: sent.map((text) => ` ${splitWords(text).join(' ')} `),
      shortLines: new Set(
        sent
          .flatMap((text) => text.split('\n'))
          .filter((line) => line.length <= MAX_SHORT_CHARS)
          .map((line) => splitWords(line).join(' ')),
      ),
    };
    return texts;
  };
}

/** Whether the line is a whole line of ours: "When shall we call?" between two answers. */
function isLineOf(line: Line | undefined, texts: () => Texts): boolean {
  if (line === undefined || line.body === '' || line.body.length > MAX_SHORT_CHARS) return false;
  const words = splitWords(line.body);
  return words.length >= MIN_REPEATED_WORDS && texts().shortLines.has(words.join(' '));
}

/** Where the mail answered stands: between its head, if it has one, and the next. Heads that belong to a mail of ours do not count. */
function findAnswered(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  { ours, template }: Pick<KnownWords, 'ours' | 'template'>,
  verdicts: LineVerdicts,
): [start: number, end: number] {
  const isCut = (at: number): boolean => verdicts[at] !== undefined;
  const first = ours.findIndex((isOurs, at) => isOurs && isCut(at));
  if (first < 0) return [0, 0];
  const heads = markers.filter(
    (marker) =>
      marker.kind !== 'delimiter' && isCut(marker.first) && !isOfOurMail(lines, marker, template),
  );
  const [head] = heads;
  const start = head !== undefined && head.first < first ? head.last + 1 : first;
  const next = heads.find(({ first: at }) => at >= start);
  return [start, Math.min(next?.first ?? lines.length, start + MAX_HISTORY_LINES)];
}

/** Whether the lines between were all cut, none is older or behind a typed mark, and at least one is more than what programs add. */
function mayBeInserted(
  lines: readonly Line[],
  first: number,
  end: number,
  verdicts: LineVerdicts,
): boolean {
  const between = lines.slice(first, end);
  const depth = lines[first - 1]?.depth;
  if (between.length > MAX_INSERTED_LINES || verdicts.slice(first, end).includes(undefined))
    return false;
  if (between.some((line) => line.depth !== depth || (isQuoted(line) && !line.isHtml)))
    return false;
  return between.some(({ body, isOurs }) => body !== '' && !isOurs && !isAdded(body));
}

const isAdded = (body: string): boolean => PLACEHOLDER.test(body) || isMoment(body);

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

/** The first words of our message once more: programs that drop styles show our preview text. */
function isRepeated(between: readonly Line[], texts: readonly string[]): boolean {
  const words = splitWords(between.map(({ body }) => body).join(' '));
  return (
    words.length >= MIN_REPEATED_WORDS &&
    texts.some((text) => text.includes(` ${words.join(' ')} `))
  );
}
