import { FIRST_PERSON, ORIGINAL_MARKS, WROTE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { endsWithColon, type Line } from '../reply-line.ts';
import { ADDRESS, DATE, TIME } from './attribution-features.ts';

const MAX_HEAD_CHARS = 200;
/** Lines of one paragraph that may form the attribution. */
const MAX_HEAD_LINES = 3;
/** Words beside addresses and digits; a sentence has more, and more that begin with a small letter. */
const MAX_HEAD_WORDS = 6;
const MAX_SMALL_WORDS = 2;
/** Longest day and time that stand without an address, in UTF-16 units. */
const MAX_MOMENT_CHARS = 60;
const DAY_AND_TIME = /\d{1,4}[./-]\d{1,2}.*\d{1,2}[:.h]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/;

/**
 * First line of an attribution in an unknown language that ends at `last`, directly above our delimiter or
 * our words. It has a date or an address and a colon, or an address and a date and nothing like a sentence.
 */
export function unknownAttribution(lines: readonly Line[], last: number): number | undefined {
  let joined = '';
  for (let first = last; first > last - MAX_HEAD_LINES && first >= 0; first--) {
    const body = lines[first]?.body ?? '';
    if (body === '' || joined.length > MAX_HEAD_CHARS) return undefined;
    joined = `${body} ${joined}`.trim();
    if (isBareAttribution(joined) || isNameAboveMoment(lines, first, last)) return first;
    if (first === last && isNamedMoment(joined)) return first;
    if (first === last && isDatedColon(joined)) return first;
  }
  return undefined;
}

/** The least that an attribution in an unknown language has: a date or an address, and a colon. */
function isDatedColon(body: string): boolean {
  return body.length < MAX_HEAD_CHARS && endsWithColon(body) && /[\d@]/.test(body);
}

/** An address, a day and a time, and nothing like a sentence. */
export function isBareAttribution(text: string): boolean {
  const folded = foldText(text);
  if (text.length > MAX_HEAD_CHARS || !ADDRESS.test(folded)) return false;
  if (!DAY_AND_TIME.test(folded) && !(DATE.test(folded) && TIME.test(folded))) return false;
  if (/(?<!\d)[.!?] \S|[.!?]$/.test(folded)) return false;
  return countWords(folded) <= MAX_HEAD_WORDS && countWords(text, SMALL_WORD) <= MAX_SMALL_WORDS;
}

/** Names have two capitalised words at least: "Tuesday, 3 November 2026 10:01" is somebody's appointment. */
const NAME = /^\p{Lu}[\p{L}.'-]{0,30}(?: \p{Lu}[\p{L}.'-]{0,30}){1,3}$/u;
const NAME_AND_REST = /^([^\d,|·•–—]{3,80}?) ?[,|·•–—-] ?(.{8,80})$/u;

/** `Lamps Support – 3 Nov 2026, 10:01`: a name, a separator, a day and a time, and nothing else. */
export function isNamedMoment(body: string): boolean {
  const [, name = '', rest = ''] = NAME_AND_REST.exec(body) ?? [];
  return NAME.test(name) && isMomentAlone(rest);
}

/** `Lamps Support` / `Tue, 3 Nov 2026 at 10:01`. */
export const isNameAboveMoment = (lines: readonly Line[], first: number, last: number): boolean =>
  first === last - 1 &&
  NAME.test(lines[first]?.body ?? '') &&
  isMomentAlone(lines[last]?.body ?? '');

/** A colon that is none of a time of day. */
const COLON_OF_WORDS = /(?:^|[\p{L}\p{M}] ?)[:：]/u;

/** `Ann a következőt írta ekkor: 3 Nov 2026 10:01`, `Jatorrizko mezua: 3 Nov 2026 10:01, egilea: Ann`, and `:כתב Ann, 3 Nov 2026 10:01 בתאריך`. */
export function isSaidMoment(text: string): boolean {
  if (text.length > MAX_HEAD_CHARS || !COLON_OF_WORDS.test(text)) return false;
  const folded = foldText(text);
  if (!DATE.test(folded) || !TIME.test(folded) || /[.!?]["'”»)]?$/.test(folded)) return false;
  if (FIRST_PERSON.test(folded)) return false;
  return WROTE.test(folded) || ORIGINAL_MARKS.has(folded.slice(0, folded.indexOf(':')));
}

/** A day and a time, and no other words than those of a date. */
function isMomentAlone(text: string): boolean {
  if (text.length > MAX_MOMENT_CHARS || !/\d/.test(text)) return false;
  const folded = foldText(text);
  return (
    DATE.test(folded) &&
    TIME.test(folded) &&
    countWords(folded) <= MAX_HEAD_WORDS &&
    !/[.!?]$/.test(folded)
  );
}

const WORD = /\p{L}{2,}/gu;
const SMALL_WORD = /(?<!\p{L})\p{Ll}\p{L}+/gu;

const countWords = (text: string, word = WORD): number =>
  text.replace(/\S{1,200}@\S{1,200}/g, '').match(word)?.length ?? 0;
