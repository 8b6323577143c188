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

/** Makes two spellings of one word equal: case, accents, odd spaces, invisible marks and foreign digits. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return (ODD.test(text) ? replaceOdd(text) : text)
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/ı/g, 'i');
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
