/** Cc and Cf that steer a display instead of showing something: controls, bidi marks, embeddings, overrides and isolates. */
const UNSHOWABLE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]+/gu;

/** So many UTF-16 units of a text; half of a pair of surrogates at their end, which UTF-8 cannot hold, becomes U+FFFD. */
export const cutText = (text: string, most: number): string =>
  text.length > most ? text.slice(0, most).toWellFormed() : text;

/** One line of text that is safe to show: controls and bidi characters become nothing, line breaks and tabs one blank. */
export function cleanText(text: string): string {
  return text
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(UNSHOWABLE, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
