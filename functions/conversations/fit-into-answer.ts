/** Lambda answers with 6 MB at most, and the answer's text is escaped in it once more. */
export const MAX_SHOWN_BYTES = 5_000_000;
/** What is shown of a text that no answer could hold, in UTF-16 units: whatever stands in it, two of them fit. */
const MAX_SHOWN_TEXT_CHARS = 400_000;

/** What a message says, or a mail that may become one. */
interface ShownWords {
  text?: string;
  html?: string;
  elided?: string;
}

/** Octets of it in an answer of a Lambda function. */
export const shownBytes = (shown: object): number =>
  Buffer.byteLength(JSON.stringify(JSON.stringify(shown)));

/** What would fill an answer alone (2 MB of quotation marks) can be read all the same: without HTML and quote, then less of its text. */
export function fitIntoAnswer<Shown extends ShownWords>(
  shown: Shown,
  mostBytes = MAX_SHOWN_BYTES,
): Shown {
  if (shownBytes(shown) <= mostBytes) return shown;
  const plain = { ...shown, html: undefined, elided: undefined };
  if (shownBytes(plain) <= mostBytes) return plain;
  return { ...plain, text: plain.text?.slice(0, MAX_SHOWN_TEXT_CHARS) };
}
