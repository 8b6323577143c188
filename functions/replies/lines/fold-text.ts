/** Zero-width and bidi controls that clients put around dates and addresses (Gmail in Hebrew, Outlook). */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: these code points are meant one by one
const INVISIBLE = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/**
 * The same without what people write with: joiners behind a character (Persian, the scripts of India, emoji), marks of direction behind a word
 * (Hebrew, Arabic) and the breaks between the words of Khmer, Thai, Lao and Burmese.
 */
const UNSHOWN = new RegExp(
  [
    '[\\u00ad\\u034f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]',
    '(?<![\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}])[\\u200c\\u200d]',
    '(?<![^\\s\\u061c\\u200e\\u200f])[\\u061c\\u200e\\u200f]',
    '(?<![\\p{sc=Khmer}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Myanmar}])\\u200b',
  ].join('|'),
  'gu',
);
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]/g;
const MARKS = /\p{M}+/gu;
const FOREIGN_DIGITS = /\p{Nd}/gu;
/** First and last code point of the Indic scripts. Their digits begin at 6 in a row of 16, those of other scripts at 0. */
const INDIAN_ROWS = [0x0900, 0x0d7f] as const;
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`]/g;
const ASCII = /^[\x20-\x7e]*$/;
/** ASCII without the backtick, the one character of it that folds to another. */
const PLAIN = /^[\x20-\x5f\x61-\x7e]*$/;
/** Letters that Unicode does not take apart, and what people write who have no key for them. */
const VARIANTS: Readonly<Record<string, string>> = { ı: 'i', đ: 'd', ł: 'l', ø: 'o', ς: 'σ' };
/** Units that cannot be folded one by one: surrogates, and the jamo of old Korean, which combine. */
const JOINED = /[\ud800-\udfff\u1100-\u11ff]/;

/** What each UTF-16 unit folds to, filled on first use. 0: not known yet. The two values below are noncharacters (Unicode §23.7). */
const FOLDED_UNITS = new Uint16Array(0x1_0000);
const VANISHES = 0xffff;
const JOINS = 0xfffe;
const MAX_LATIN1 = 0xff;

/** A buffer for a folded text, as UTF-16 units and as the same octets. */
interface Room {
  readonly octets: Buffer;
  readonly units: Uint16Array;
}

/** Longest text, in UTF-16 units, that is folded in the shared buffer. */
const SHARED_UNITS = 1_000;
const SHARED_ROOM = makeRoom(SHARED_UNITS);

/** Makes spellings of one word equal: case, accents, unusual spaces, invisible characters and foreign digits. */
export function foldText(text: string): string {
  return PLAIN.test(text) ? text.toLowerCase() : foldByUnits(text);
}

/** Uses a table, because every line is folded and a regular expression per letter is several times slower. */
function foldByUnits(text: string): string {
  const room = text.length > SHARED_UNITS ? makeRoom(text.length) : SHARED_ROOM;
  let length = 0;
  let all = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const folded = FOLDED_UNITS[unit] || foldUnit(unit);
    if (folded === JOINS) return foldWhole(text);
    if (folded === VANISHES) continue;
    room.units[length++] = folded;
    all |= folded;
  }
  return all > MAX_LATIN1 ? room.octets.toString('utf16le', 0, 2 * length) : narrow(room, length);
}

/** The upper octets are all 0, so the lower ones alone are the text in Latin-1. */
function narrow({ octets, units }: Room, length: number): string {
  for (let at = 0; at < length; at++) octets[at] = units[at] as number;
  return octets.toString('latin1', 0, length);
}

function makeRoom(length: number): Room {
  const octets = Buffer.alloc(2 * length);
  return { octets, units: new Uint16Array(octets.buffer, octets.byteOffset, length) };
}

function foldUnit(unit: number): number {
  const letter = String.fromCharCode(unit);
  const folded = JOINED.test(letter) ? undefined : foldWhole(letter);
  const known = folded === '' ? VANISHES : folded?.length === 1 ? folded.charCodeAt(0) : JOINS;
  FOLDED_UNITS[unit] = known;
  return known;
}

const foldWhole = (text: string): string =>
  replaceOdd(dropMarks(text))
    .toLowerCase()
    .replace(/[ıđłøς]/g, (letter) => VARIANTS[letter] ?? letter);

const dropMarks = (text: string): string =>
  text.normalize('NFD').replace(MARKS, '').normalize('NFC');

const replaceOdd = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .replace(FOREIGN_DIGITS, foldDigit)
    .replace(APOSTROPHES, "'")
    .replace(/[：﹕՝፦៖]/g, ':');

function foldDigit(digit: string): string {
  const unit = digit.charCodeAt(0);
  // digits of two UTF-16 units are decorated ones, and stay
  if (digit.length > 1) return digit;
  const isIndian = unit >= INDIAN_ROWS[0] && unit <= INDIAN_ROWS[1];
  return String((isIndian ? unit - 6 : unit) & 0x0f);
}

/** The line as a page shows it: without what is only layout. Editors write a no-break space for a plain one. */
export const cleanShown = (text: string): string =>
  ASCII.test(text) ? text : text.replace(UNSHOWN, '').replace(/\u00a0/g, ' ');

/** The line without invisible characters; every kind of space becomes a plain one. */
export function cleanLine(text: string): string {
  return ASCII.test(text) ? text : text.replace(INVISIBLE, '').replace(SPACES, ' ');
}
