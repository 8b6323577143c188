import { CLOSING_WORDS, CLOSINGS } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { type Line, nextFilled } from '../reply-line.ts';

const MAX_CLOSING_CHARS = 60;
const MAX_CLOSING_WORDS = 8;
/** One to three proper names or initials. In scripts without capitals any letters count. */
const NAME = /^(?:(?:\p{Lu}[\p{L}\p{M}.'’-]{0,24}|\p{Lo}[\p{Lo}\p{M}]{0,20})(?: |$)){1,3}[.!]?$/u;
const DASH_NAME = /^-{1,2} ?\p{L}[\p{L}.'-]{1,20}(?: \p{L}[\p{L}.'-]{0,20}){0,2}\.?$/u;
/** Other dashes, a slash (Danish) and initials prove less, so only `strip` accepts them. */
const OTHER_DASH_NAME = /^(?:[–—~/]|-{1,2}) ?(?:\p{Lu}[\p{L}.'-]{0,20}(?: |$)){1,3}\.?$/u;
const EDGES = /^[\s*_~–—-]+|[\s,.!;:*_~。、，！،؛…–—-]+$/gu;

/** Whether this is a closing line ("Best regards" in any language) with the name behind it or below it. */
export function closes(lines: readonly Line[], at: number): boolean {
  const body = lines[at]?.body ?? '';
  if (body.length > MAX_CLOSING_CHARS) return false;
  if (isClosing(body)) return mayBeName(lines[nextFilled(lines, at + 1)]?.body ?? '');
  return isClosingWithName(body);
}

/** `-Carla`. The policy `strip` also accepts `– Carla`, `/Carla` and `-CR`. */
export const isDashedName = (body: string, policy: 'light' | 'strip'): boolean =>
  DASH_NAME.test(body) || (policy === 'strip' && OTHER_DASH_NAME.test(body));

function isClosing(text: string): boolean {
  const folded = foldText(text).replace(EDGES, '');
  if (CLOSINGS.has(folded)) return true;
  const words = folded.split(/[\s,،.&+/]+/).filter((word) => word !== '');
  if (words.length > MAX_CLOSING_WORDS || words.length === 0) return false;
  return words.every((word) => CLOSING_WORDS.has(word)) && words.some((word) => CLOSINGS.has(word));
}

/** "Thanks, Carla": the last one to three words are a name, the words before them a closing. */
function isClosingWithName(body: string): boolean {
  const words = body.split(' ');
  for (let count = 1; count <= 3 && count < words.length; count++) {
    const name = words.slice(-count).join(' ');
    if (NAME.test(name) && isClosing(words.slice(0, -count).join(' '))) return true;
  }
  return false;
}

/** A line that begins with a small letter continues a sentence. */
const mayBeName = (below: string): boolean => !/^\p{Ll}/u.test(below);
