import { splitWords } from './find-sent-words.ts';

/** Words on each side by which the place in our text is found. */
const ANCHOR_WORDS = 4;
/** Places in one text at which the same words stand, as "Kind regards, Anna" does. */
const MAX_PLACES = 20;
/** A line that goes on after so many words of ours repeats them. Fewer may be the person's own first words. */
const MIN_REPEATED_WORDS = 3;
/** Programs write the target of a link behind its words. */
export const LINK = /(?:https?:|www\.|mailto:|tel:|cid:)\S*/giu;

/** The words that are compared: those of links are left out. */
export const comparedWords = (text: string): string[] => splitWords(text.replace(LINK, ' '));

/** Our words around some lines, and the words of each of these lines. */
export interface Surrounded {
  readonly above: readonly string[];
  readonly between: readonly (readonly string[])[];
  /** Undefined where our text ends. */
  readonly below: readonly string[] | undefined;
}

/**
 * How many words at the end of each line were typed into a text of ours; undefined if the lines do not stand in one. All
 * that we wrote between the words above and below must be there, in its order. Some of it may begin a line, as
 * where somebody answers behind a question. Each text is all our words, parted by single blanks, one at each end.
 */
export function countAddedWords(
  texts: readonly string[],
  { above, between, below }: Surrounded,
): number[] | undefined {
  // the lines may hold all of the body, so their length is taken once, not at each place
  const mostChars = spaced(between.flat()).length;
  for (const text of texts)
    for (const from of placesBelow(text, above)) {
      const expected = expectedWords(text, from, mostChars, below);
      const added = expected && countBeyond(between, expected);
      if (added !== undefined) return added;
    }
  return undefined;
}

/** Where our text goes on below these words: at the blank behind them. */
function* placesBelow(text: string, words: readonly string[]): Generator<number> {
  const above = spaced(words.slice(-ANCHOR_WORDS));
  let place = text.indexOf(above);
  for (let count = 0; place >= 0 && count < MAX_PLACES; count++) {
    yield place + above.length - 1;
    place = text.indexOf(above, place + 1);
  }
}

const spaced = (words: readonly string[]): string => ` ${words.join(' ')} `;

/** Our words from this place up to those of the line below. They are no more than stand in the lines between, `mostChars`. */
function expectedWords(
  text: string,
  from: number,
  mostChars: number,
  below: Surrounded['below'],
): string[] | undefined {
  if (below === undefined)
    return text.length - from > mostChars ? undefined : wordsIn(text.slice(from));
  const behind = spaced(below.slice(0, ANCHOR_WORDS));
  const room = text.slice(from, from + mostChars + behind.length);
  const to = room.indexOf(behind);
  return to < 0 ? undefined : wordsIn(room.slice(0, to));
}

const wordsIn = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** By line, how many words follow the expected ones; undefined unless all expected words are there. */
function countBeyond(
  lines: readonly (readonly string[])[],
  expected: readonly string[],
): number[] | undefined {
  let next = 0;
  const counts = lines.map((words) => {
    let repeated = 0;
    while (repeated < words.length && words[repeated] === expected[next + repeated]) repeated++;
    const isWhole = repeated === words.length;
    if (!isWhole && repeated < MIN_REPEATED_WORDS) return words.length;
    next += repeated;
    return words.length - repeated;
  });
  return next === expected.length ? counts : undefined;
}
