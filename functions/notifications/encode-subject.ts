/** Octets of one encoded word's text: 45 make 60 in base64, which keeps the word below 75 characters (RFC 2047 §2). */
const MAX_WORD_OCTETS = 45;

/** A word that no line can hold beside the field's name: a line has at most 998 octets (RFC 5322 §2.1.1), and SES refuses longer ones. */
const OVERLONG_WORD = /\S{900}/;

/**
 * Encodes a subject that looks like an encoded word (`=?…`), so that it is shown as it was typed,
 * and one with a word that cannot be folded. The composer encodes what is not ASCII.
 */
export function encodeSubject(subject: string): string {
  if (!subject.includes('=?') && !OVERLONG_WORD.test(subject)) return subject;
  const words: string[] = [];
  let word = '';
  for (const char of subject) {
    if (Buffer.byteLength(word + char) > MAX_WORD_OCTETS) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  return [...words, word]
    .map((text) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`)
    .join(' ');
}
