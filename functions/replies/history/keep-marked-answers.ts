import { isDeviceFooter } from '../footers/find-device-footer.ts';
import { ENDS_WITH_COLON } from '../heads/attribution-features.ts';
import { type HistoryMarker, isHeadOfMail } from '../heads/find-history-markers.ts';
import { SALUTATION } from '../languages/vocabulary.ts';
import { foldLines } from '../lines/fold-lines.ts';
import { foldText } from '../lines/fold-text.ts';
import { isRuler, type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import { type Answered, pointedAt, typedInto } from './answer-looks.ts';
import { type Pointer, readPointer } from './answer-pointers.ts';
import type { Mail } from './read-parties.ts';

/** Lines of the answered mail that are read. */
const MAX_ANSWERED_LINES = 400;
/** How much of the person's own words is searched for a pointer, in lines and UTF-16 units. */
const MAX_POINTER_LINES = 60;
const MAX_POINTER_CHARS = 2_000;
/** Outlook writes the name of its user before their comments: `[Carla Lamp] On Friday.` */
const NAMED = /^\[([^[\]]{2,60})\]\s/;
/** Longest greeting, in UTF-16 units. */
const MAX_GREETING_CHARS = 60;
/** Shorter names and initials may be the same by chance. */
const MIN_NAME_CHARS = 2;
/** A salutation ends with a name: its last word has a capital. */
const ENDS_WITH_NAME = /^[^,]*,? \p{Lu}[^\s,]*$/u;
/** What people put before their answers: `--> On Friday.` */
const ARROW = /^(?:[-=]{1,3}>|→|⇒|►|➔|\*{2,3}(?=[^*]+$)) ?\p{L}/u;

/**
 * Keeps answers that somebody typed into the answered mail, where its words are not known: behind their name, in elements
 * that their program's editor made, or, where they say so above ("see below, in red"), in another colour, in the elements
 * that they write in, or behind an arrow.
 */
export function keepMarkedAnswers(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  { author }: Mail,
  verdicts: LineVerdicts,
): void {
  const answered = findAnswered(lines, markers, verdicts);
  if (answered === undefined) return;
  const { isAnswer, beginsAnswer } = readSigns(lines, answered, author?.name ?? '', verdicts);
  for (let at = answered.top; at < answered.end; at++) {
    const line = lines[at] as Line;
    if (line.body === '' || verdicts[at] === undefined || line.isOurs) continue;
    if (isAnswer(line)) verdicts[at] = undefined;
    else if (beginsAnswer(line)) at = keepParagraph(lines, verdicts, at, answered.end);
  }
}

interface Signs {
  readonly isAnswer: (line: Line) => boolean;
  /** The line and the rest of its paragraph are an answer. */
  readonly beginsAnswer: (line: Line) => boolean;
}

function readSigns(
  lines: readonly Line[],
  answered: Answered,
  author: string,
  verdicts: LineVerdicts,
): Signs {
  const names = namesOf(author);
  const pointer = lazily(
    () =>
      findPointer(lines, answered.head) ??
      (saysMore(lines, verdicts, names) ? undefined : ANYWHERE),
  );
  const isTyped = typedInto(lines[answered.top]);
  const isPointedAt = pointedAt(lines, answered, pointer);
  return {
    isAnswer: (line) => isTyped(line) || isPointedAt(line),
    beginsAnswer: (line) =>
      isNamed(line, names) || (ARROW.test(line.body) && pointer()?.isPlace === true),
  };
}

function lazily<T>(read: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: read() };
    return result.value;
  };
}

/** What the lines above the head say. "My new address is below:" speaks of the lines that follow it. */
function findPointer(lines: readonly Line[], head: number): Pointer | undefined {
  const isLast = (at: number): boolean => nextFilled(lines, at + 1, head) === head;
  const own = lines
    .slice(0, Math.min(head, MAX_POINTER_LINES))
    .filter(({ body }, at) => !ENDS_WITH_COLON.test(body) || isLast(at));
  return readPointer(foldLines(own, 0, own.length - 1, MAX_POINTER_CHARS));
}

/** "Hello Anna," and nothing else: the answers stand in the quoted mail. */
const ANYWHERE: Pointer = { hue: undefined, isPlace: true };

/** Whether the person's own words are more than a greeting, their name and a device footer. "Thanks" may be all of an answer. */
const saysMore = (
  lines: readonly Line[],
  verdicts: LineVerdicts,
  names: ReadonlySet<string>,
): boolean =>
  lines.some(({ body }, at) => {
    if (body === '' || verdicts[at] !== undefined) return false;
    return !isGreeting(body, names) && !isDeviceFooter(body);
  });

/** "Good morning", or a name behind it. "Hello, green please" and "Hi green one" say something. */
function isGreeting(body: string, names: ReadonlySet<string>): boolean {
  if (body.length > MAX_GREETING_CHARS) return false;
  const words = body.replace(/[\s,.:!-]{1,5}$/, '');
  const folded = foldText(words);
  if (names.has(folded)) return true;
  const salutation = SALUTATION.exec(folded);
  return salutation !== null && (salutation[1] === folded || ENDS_WITH_NAME.test(words));
}

/** The mail below the first head or in the first quote, up to the head of the next. A forwarded mail was not answered. */
function findAnswered(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  verdicts: LineVerdicts,
): Answered | undefined {
  const head = verdicts.findIndex((kind, at) => kind !== undefined && lines[at]?.body !== '');
  if (head < 0) return undefined;
  let top = skipRulers(lines, head);
  for (const { kind, first, last } of markers) {
    if (first > top) break;
    if (kind === 'forwarded') return undefined;
    top = skipRulers(lines, Math.max(top, last + 1));
  }
  const next = markers.find((marker) => marker.first > top && isHeadOfMail(lines, marker));
  return { head, top, end: Math.min(next?.first ?? lines.length, top + MAX_ANSWERED_LINES) };
}

function skipRulers(lines: readonly Line[], from: number): number {
  let at = nextFilled(lines, from);
  while (isRuler(lines[at]?.body ?? '')) at = nextFilled(lines, at + 1);
  return at;
}

/** The name, its first word, and the initials of its words. Folded. */
function namesOf(name: string): ReadonlySet<string> {
  const words = foldText(name).split(' ').filter(Boolean);
  const initials = words.map((word) => word[0]).join('');
  const names = [words.join(' '), words[0] ?? '', initials];
  return new Set(names.filter((each) => each.length >= MIN_NAME_CHARS));
}

const isNamed = ({ body }: Line, names: ReadonlySet<string>): boolean =>
  names.has(foldText(NAMED.exec(body)?.[1] ?? ''));

/** Keeps a line and those that follow it in its paragraph. Returns the last of them. */
function keepParagraph(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  first: number,
  end: number,
): number {
  let last = first;
  while (last + 1 < end && continues(lines[last + 1], lines[first])) last++;
  verdicts.fill(undefined, first, last + 1);
  return last;
}

const continues = (line: Line | undefined, first: Line | undefined): boolean =>
  line !== undefined &&
  line.body !== '' &&
  line.depth === first?.depth &&
  line.look === first.look &&
  !NAMED.test(line.body);
