/** Zero-width and bidi controls that clients put around dates and addresses (Gmail in Hebrew, Outlook). */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: these code points are meant one by one
const INVISIBLE = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]/g;
const MARKS = /\p{M}+/gu;
const FOREIGN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;
/** Any of the above, and what is read as an apostrophe or a colon: most lines have none. */
const ODD =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: these code points are meant one by one
  /[\u00a0\u00ad\u00b4\u02bc\u034f\u061c\u0660-\u0669\u06f0-\u06f9\u1680\u2000-\u200f\u2018\u2019\u202a-\u202f\u205f-\u2069\u3000\ufe55\ufeff\uff10-\uff1a\t`]/;
const ASCII = /^[\x20-\x7e]*$/;
/** One octet each, and nothing odd among them: the text of most languages around us. */
const WESTERN =
  /^[\x20-\x5f\x61-\x7e\u00a1-\u00ac\u00ae-\u00b3\u00b5-\u00ff\u2013\u2014\u201c-\u201e\u2026\u20ac]*$/;
const WESTERN_LETTER = /[\u00c0-\u00ff]/g;
/** Letters that are not judged one by one: pairs of code units, and those of old Korean, which join. */
const JOINED = /[\ud800-\udfff\u1100-\u11ff]/;
/** Marks, and the letters that hold one, or stand near those that do. */
const ACCENTED =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: these code points are meant one by one
  /[\p{M}\u00c0-\u024f\u0340-\u0390\u03aa-\u03b0\u03ca-\u03d4\u0400-\u0403\u0407\u040c-\u040e\u0419\u0439\u0450-\u0453\u0457\u045c-\u045e\u0476\u0477\u04c1-\u04fb\u0622-\u0626\u06c0-\u06c2\u06d3\u0900-\u0dff\u0f00-\u0fff\u1000-\u1bff\u1e00-\u1fff\u2000\u2001\u2126-\u212b\u219a-\u2adc\u304c-\u307d\u3094\u309e\u30ac-\u30dd\u30f4-\u30fe\uf900-\ufb4e]/gu;
/** Filled as letters come by; there are some thousand of them. */
const FOLDED_LETTERS = new Map<string, string>();

/** Makes two spellings of one word equal: case, accents, odd spaces, invisible marks and foreign digits. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  if (WESTERN.test(text)) return text.replace(WESTERN_LETTER, foldLetter).toLowerCase();
  const plain = ODD.test(text) ? replaceOdd(text) : text;
  const bare = JOINED.test(plain) ? dropMarks(plain) : plain.replace(ACCENTED, foldLetter);
  return bare.toLowerCase();
}

const dropMarks = (text: string): string =>
  text.normalize('NFD').replace(MARKS, '').normalize('NFC').replace(/ı/g, 'i');

/** Looked up: a whole text is normalised for each of its letters otherwise, most of which have no marks. */
function foldLetter(letter: string): string {
  const known = FOLDED_LETTERS.get(letter);
  if (known !== undefined) return known;
  const folded = dropMarks(letter);
  FOLDED_LETTERS.set(letter, folded);
  return folded;
}

const replaceOdd = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .replace(FOREIGN_DIGITS, (digit) => String(digit.charCodeAt(0) & 0x0f))
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/[：﹕]/g, ':');

/** The line without what is not seen; spaces of every kind become plain ones. */
export function cleanLine(text: string): string {
  return ASCII.test(text) ? text : text.replace(INVISIBLE, '').replace(SPACES, ' ');
}
