import { foldText } from '../lines/fold-text.ts';
import { endsWithColon, type Line } from '../reply-line.ts';
import { ADDRESS, DATE, TIME } from './attribution-features.ts';

const MAX_HEAD_CHARS = 200;
/** Lines of one paragraph that may form the attribution. */
const MAX_HEAD_LINES = 3;
/** Words beside addresses and digits; a sentence has more. */
const MAX_HEAD_WORDS = 6;
const DAY_AND_TIME = /\d{1,4}[./-]\d{1,2}.*\d{1,2}[:.h]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/;

/**
 * First line of an attribution in an unknown language that ends at `last`, directly above our delimiter or
 * our words. It has a date or an address and a colon, or an address and a date and nothing like a sentence.
 */
export function unknownAttribution(lines: readonly Line[], last: number): number | undefined {
  let joined = '';
  for (let first = last; first > last - MAX_HEAD_LINES && first >= 0; first--) {
    const body = lines[first]?.body ?? '';
    if (body === '' || joined.length > MAX_HEAD_CHARS) return undefined;
    joined = `${body} ${joined}`.trim();
    if (isBareAttribution(joined)) return first;
    if (first === last && isDatedColon(joined)) return first;
  }
  return undefined;
}

/** The least that an attribution in an unknown language has: a date or an address, and a colon. */
function isDatedColon(body: string): boolean {
  return body.length < MAX_HEAD_CHARS && endsWithColon(body) && /[\d@]/.test(body);
}

/** An address, a day and a time, and nothing like a sentence. */
export function isBareAttribution(text: string): boolean {
  const folded = foldText(text);
  if (text.length > MAX_HEAD_CHARS || !ADDRESS.test(folded)) return false;
  if (!DAY_AND_TIME.test(folded) && !(DATE.test(folded) && TIME.test(folded))) return false;
  if (/(?<!\d)[.!?] \S|[.!?]$/.test(folded)) return false;
  return countWords(folded) <= MAX_HEAD_WORDS;
}

function countWords(folded: string): number {
  return folded.replace(/\S{1,200}@\S{1,200}/g, '').match(/\p{L}{2,}/gu)?.length ?? 0;
}
