/** Octets of one encoded word's text: 45 are 60 in base64, and the word stays below 75 characters (RFC 2047 §2). */
const MAX_WORD_OCTETS = 45;

/**
 * A subject as it goes into the field. One that only looks like an encoded word (`=?…`) is encoded, so that it is read as it was typed; the
 * composer encodes all that is not ASCII.
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
