import { TEMPLATE_LINES } from '../../texts/template-lines.ts';
import { DATE, TIME } from '../heads/attribution-features.ts';
import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { foldText } from '../lines/fold-text.ts';
import { endsWithColon, isBlankLine, isQuoted, type Line, nextFilled } from '../reply-line.ts';

/** Longest template line, and longest "… wrote:" or head line among them, in UTF-16 units. */
const MAX_TEMPLATE_CHARS = 200;
const MAX_AUTHOR_CHARS = 100;
const MAX_MOMENT_CHARS = 44;
/** `CET`, in Czech `SEČ`; in eight languages the word for Greenwich or for the time of the world. */
const ZONE =
  /(?<!\p{L})\p{Lu}{3,5}(?!\p{L})|غرينتش|گرینویچ|Гринуич|ജിഎംടി|ጂ ኤም ቲ|ម៉ោង\u200b?សកល|ග්\u200d?රිමවේ/u;
/** Also of other calendars: 2569 in Thailand, 1405 in Iran. */
const YEAR = /(?<!\d)(?:14|20|25)\d\d(?!\d)/;
/** Day, year, hour and minute. "UPS comes 2026 at 10:30" has three. */
const FOUR_NUMBERS = /\d+(?:\D{1,30}\d+){3}/;

type TemplateKind = 'wrote' | 'footer' | 'note' | 'earlier' | 'head';

export interface TemplateLines {
  /** By line: our own words, and the template lines of our mail around them. */
  readonly ours: readonly boolean[];
  /** The body begins with a whole mail of ours, quoted or not. */
  readonly isWholeMail: boolean;
}

const folded = (texts: readonly string[]): Set<string> => new Set(texts.map(fold));

const FOOTERS = folded(TEMPLATE_LINES.footer);
/** Length of the keys by which most lines are ruled out before they are folded. */
const KEY_CHARS = 3;
const FOOTER_KEYS = new Set([...FOOTERS].map((text) => text.slice(0, KEY_CHARS)));
const CHAT_LINKS = [...folded(TEMPLATE_LINES.chatLink)];
const NOTES = folded(TEMPLATE_LINES.note);
const EARLIER = folded(TEMPLATE_LINES.earlier);
const OTHER_KEYS = new Set(
  [...CHAT_LINKS, ...NOTES, ...EARLIER].map((text) => text.replace(/^\(/, '').slice(0, KEY_CHARS)),
);
/** The rest of "{author} wrote:" without the author, whom every language names first. */
const WROTE_ENDS = [...folded(TEMPLATE_LINES.wrote)].map((text) => text.replace('{author}', ''));

function fold(text: string): string {
  return foldText(text).replace(/ {2,}/g, ' ').trim();
}

/**
 * Finds the lines that each of our mails has around its messages. A footer of
 * ours counts anywhere. Other template lines count only beside our delimiter or
 * our words, because people also type "Anna wrote:".
 */
export function findTemplateLines(
  lines: readonly Line[],
  words: readonly boolean[],
  markers: readonly HistoryMarker[],
): TemplateLines {
  const ours = lines.map(({ body }, at) => words[at] === true || isFooter(body));
  const delimiters = new Set<number>();
  for (const { kind, first, last } of markers)
    if (kind === 'delimiter') for (let at = first; at <= last; at++) delimiters.add(at);
  // most bodies hold nothing of ours, so their lines need no closer look
  if (delimiters.size === 0 && !ours.includes(true)) return { ours, isWholeMail: false };
  const kinds = lines.map(({ body }) => judgeTemplate(body));
  for (const [at, { body }] of lines.entries())
    if (kinds[at - 1] === 'wrote' && isMoment(body)) kinds[at] = 'head';
  const isWholeMail = markWholeMail(lines, kinds, markers, ours);
  const anchors = ours.map((isOurs, at) => isOurs || delimiters.has(at));
  for (let at = 0; at < lines.length; at++) spread(lines, kinds, anchors, ours, at, -1);
  for (let at = lines.length - 1; at >= 0; at--) spread(lines, kinds, anchors, ours, at, 1);
  markEarlier(lines, kinds, words, ours);
  return { ours, isWholeMail };
}

function isFooter(body: string): boolean {
  if (body.length > MAX_TEMPLATE_CHARS || !body.endsWith('.')) return false;
  return FOOTER_KEYS.has(keyOf(body)) && FOOTERS.has(fold(body));
}

const keyOf = (body: string): string => foldText(body.slice(0, KEY_CHARS));

/** Which line of our template this is, by its own words only. */
export function judgeTemplate(body: string): TemplateKind | undefined {
  if (body === '' || body.length > MAX_TEMPLATE_CHARS) return undefined;
  if (isFooter(body)) return 'footer';
  // most lines are none of these, so they are not folded as a whole
  const mayBeOther = OTHER_KEYS.has(keyOf(body.startsWith('(') ? body.slice(1) : body));
  if (!mayBeOther && !endsWithColon(body)) return undefined;
  const text = fold(body);
  if (EARLIER.has(text)) return 'earlier';
  if (CHAT_LINKS.some((link) => text.startsWith(link))) return 'note';
  if (NOTES.has(text.replace(/^\(|\)$/g, ''))) return 'note';
  if (!text.endsWith(':')) return undefined;
  if (text.length > MAX_AUTHOR_CHARS) return undefined;
  if (WROTE_ENDS.some((end) => text.endsWith(end))) return 'wrote';
  return text.includes(', ') && DATE.test(text) && TIME.test(text) ? 'head' : undefined;
}

/** By line: words that we sent, and these with the lines of our mail around them. */
export interface KnownLines {
  readonly ours: readonly boolean[];
  readonly template: readonly boolean[];
}

/** Whether a head is a line of our own mail: "Anna wrote:", also where no line of ours beside it tells. */
export function isOfOurMail(
  lines: readonly Line[],
  { first, isCertain }: HistoryMarker,
  { ours, template }: KnownLines,
): boolean {
  // "gina@guest.example wrote:", where the author has no name
  if (isCertain) return ours[first] === true;
  const body = lines[first]?.body ?? '';
  return template[first] === true || (judgeTemplate(body) === 'wrote' && !DATE.test(body));
}

/**
 * In our HTML part "26 Nov 2026, 10:41 CET" stands below "Anna wrote:" or behind a name; our text part has no such line. Our times name
 * their zone, those that people type hardly ever.
 */
export const isMoment = (body: string): boolean =>
  body.length <= MAX_MOMENT_CHARS && ZONE.test(body) && isDayAndTime(foldText(body));

const isDayAndTime = (text: string): boolean =>
  YEAR.test(text) && TIME.test(text) && FOUR_NUMBERS.test(text);

/** Marks a template line next to a line of ours as ours, too; blank lines between them do not part them. */
function spread(
  lines: readonly Line[],
  kinds: readonly (TemplateKind | undefined)[],
  anchors: boolean[],
  ours: boolean[],
  at: number,
  step: 1 | -1,
): void {
  const line = lines[at];
  const beside = lines[at + step];
  if (line === undefined || beside === undefined || !anchors[at + step] || anchors[at]) return;
  // below our quoted mail stands the person, who may begin with "The courier wrote:"
  if (isQuoted(line) !== isQuoted(beside)) return;
  // a blank line passes the mark on, and does not become ours itself
  if (isBlankLine(line)) anchors[at] = true;
  else if (kinds[at] !== undefined) {
    anchors[at] = true;
    ours[at] = true;
  }
}

/**
 * Below "Earlier in this conversation" each message is a head line and the paragraph below it, in the same quote. Where we
 * know the head, we know the whole mail: other lines there are the person's, also in HTML that shows no blank lines.
 */
function markEarlier(
  lines: readonly Line[],
  kinds: readonly (TemplateKind | undefined)[],
  words: readonly boolean[],
  ours: boolean[],
): void {
  const from = kinds.findIndex((kind, at) => kind === 'earlier' && ours[at] === true);
  if (from < 0) return;
  let head: Line | undefined;
  for (const [at, line] of lines.entries()) {
    if (at < from) continue;
    if (kinds[at] === 'head') {
      ours[at] = true;
      head = words[at] === true ? undefined : line;
    } else if (line.body === '' || line.depth !== head?.depth || line.marked !== head.marked)
      head = undefined;
    if (head !== undefined) ours[at] = true;
  }
}

/**
 * When our delimiter or "… wrote:" line is at the top and our footer below it, all between is our mail, however old, unless a line
 * outside its quote stands there: an answer. "My neighbour wrote:" at the top is somebody's own where our mail begins further below.
 */
function markWholeMail(
  lines: readonly Line[],
  kinds: readonly (TemplateKind | undefined)[],
  markers: readonly HistoryMarker[],
  ours: boolean[],
): boolean {
  const top = nextFilled(lines, 0);
  const head = kinds.indexOf('wrote');
  const footer = kinds.indexOf('footer');
  const isDelimited = markers.some(({ kind, first }) => kind === 'delimiter' && first === top);
  if (!(isDelimited || top === head) || head < 0 || footer < head) return false;
  const first = lines[top];
  const isBeside = (line: Line): boolean =>
    line.body === '' || (line.depth === first?.depth && line.marked === first.marked);
  if (!lines.slice(top, footer + 1).every(isBeside)) return false;
  if (top === head && beginsBelow(kinds, markers, ours, head, footer)) return false;
  ours.fill(true, head, footer + 1);
  return true;
}

/** Whether our mail begins between these lines: a head or our delimiter stands there, or our first words below others. */
function beginsBelow(
  kinds: readonly (TemplateKind | undefined)[],
  markers: readonly HistoryMarker[],
  ours: readonly boolean[],
  head: number,
  footer: number,
): boolean {
  const isHead = ({ kind, isCertain }: HistoryMarker): boolean => isCertain || kind === 'delimiter';
  if (markers.some((each) => isHead(each) && each.first > head && each.first < footer)) return true;
  const known = ours.indexOf(true, head + 1);
  return known < footer && kinds.slice(head + 1, known).includes('wrote');
}
