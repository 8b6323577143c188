/** Octets of one encoded word's text: 45 make 60 in base64, which keeps the word below 75 characters (RFC 2047 §2). */
const MAX_WORD_OCTETS = 45;

/**
 * Encodes a subject that looks like an encoded word (`=?…`), so that
 * it is shown as it was typed. The composer encodes what is not ASCII.
 */
export function encodeSubject(subject: string): string {
  if (!subject.includes('=?')) return subject;
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
