/** Characters that break lines (UAX #14) beside LF and CR: Office writes VT and FF, Apple's programs the other two. */
export const LINE_BREAKS = /[\v\f\u2028\u2029]/g;

/** Invisible control characters, such as the DOS end-of-file mark. Tabs and line ends stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant
export const CONTROLS = /[\0-\x08\x0e-\x1f\x7f]+/g;

/** Characters that control the display: controls, bidi marks, embeddings, overrides and isolates. */
const UNSHOWABLE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]+/gu;

/** The first `most` UTF-16 units. A surrogate pair that is cut in half becomes U+FFFD, because UTF-8 cannot hold half of one. */
export const cutText = (text: string, most: number): string =>
  text.length > most ? text.slice(0, most).toWellFormed() : text;

/** One line of text that is safe to show: without control and bidi characters, line breaks and tabs as one blank. */
export function cleanText(text: string): string {
  return text
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(UNSHOWABLE, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
