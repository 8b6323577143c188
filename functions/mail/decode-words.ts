import libmime from 'libmime';

/** Characters of one header value in which encoded words are decoded; the rest stays as it stands. */
const MAX_DECODED_CHARACTERS = 64 * 1024;

/** Decodes RFC 2047 encoded words. Adjacent words of one charset are joined first: a character may be split over two of them. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  try {
    const head = value.slice(0, MAX_DECODED_CHARACTERS);
    return `${libmime.decodeWords(head)}${value.slice(MAX_DECODED_CHARACTERS)}`;
  } catch {
    return value;
  }
}
