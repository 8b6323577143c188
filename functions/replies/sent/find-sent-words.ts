import { foldText } from '../lines/fold-text.ts';
import { isQuoted, type Line } from '../reply-line.ts';

/** Words compared: of the body, and of all sent texts together. The rest is not compared. */
const MAX_WORDS = 200_000;
/** Consecutive words that are compared as one unit (a shingle). */
const SHINGLE_WORDS = 3;
/** Shortest run of our words that is cut. People type shorter ones themselves. */
export const MIN_RUN_WORDS = 6;
const MIN_RUN_CHARS = 24;

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+|\p{Extended_Pictographic}/gu;

/** Consecutive lines whose words are all ours. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly words: number;
}

/** The words of the body as vocabulary numbers (0: we never sent that word), and the line of each. */
interface BodyWords {
  readonly numbers: number[];
  readonly lines: number[];
}

/**
 * Marks the lines of which we sent every word, in this order. The run must be long enough
 * that nobody typed it by chance. A line with one word of the person's own is never marked.
 */
export function findSentWords(lines: readonly Line[], sent: readonly string[]): boolean[] {
  const marked = new Array<boolean>(lines.length).fill(false);
  const vocabulary = new Map<string, number>();
  const shingles = collectShingles(sent, vocabulary);
  if (shingles.size === 0) return marked;
  const words = collectWords(lines, vocabulary);
  const foreign = new Array<number>(lines.length).fill(0);
  const counts = new Array<number>(lines.length).fill(0);
  const covered = coverWords(words.numbers, shingles);
  for (const [index, line] of words.lines.entries()) {
    counts[line] = (counts[line] ?? 0) + 1;
    if (covered[index] !== 1 && !lines[line]?.isOurs) foreign[line] = (foreign[line] ?? 0) + 1;
  }
  markRuns(lines, counts, foreign, marked);
  return marked;
}

/** The words of a text in the form in which they are compared: folded, without punctuation. */
export function splitWords(text: string): string[] {
  return foldText(text).match(WORD) ?? [];
}

/** Several word numbers as one number. Three numbers up to MAX_WORDS stay below 2^53, so the result is exact. */
function shingleOf(numbers: readonly number[], index: number, size: number): number {
  let shingle = 0;
  for (let step = 0; step < size; step++) {
    const number = numbers[index + step] ?? 0;
    if (number === 0) return 0;
    shingle = shingle * (MAX_WORDS + 1) + number;
  }
  return shingle;
}

function collectShingles(sent: readonly string[], vocabulary: Map<string, number>): Set<number> {
  const shingles = new Set<number>();
  let left = MAX_WORDS;
  for (const text of sent) {
    const words = splitWords(text).slice(0, left);
    left -= words.length;
    const numbers = words.map((word) => numberOf(word, vocabulary));
    const size = Math.min(SHINGLE_WORDS, numbers.length);
    for (let index = 0; size > 0 && index + size <= numbers.length; index++) {
      shingles.add(shingleOf(numbers, index, size));
    }
  }
  return shingles;
}

function numberOf(word: string, vocabulary: Map<string, number>): number {
  const number = vocabulary.get(word) ?? vocabulary.size + 1;
  vocabulary.set(word, number);
  return number;
}

/** At MAX_WORDS, one unknown word ends the list, so that the line in which the limit fell is not taken for ours. */
function collectWords(lines: readonly Line[], vocabulary: ReadonlyMap<string, number>): BodyWords {
  const words: BodyWords = { numbers: [], lines: [] };
  for (const [index, line] of lines.entries()) {
    if (line.body === '') continue;
    for (const text of splitWords(line.body)) {
      const isFull = words.numbers.length === MAX_WORDS;
      words.numbers.push(isFull ? 0 : (vocabulary.get(text) ?? 0));
      words.lines.push(index);
      if (isFull) return words;
    }
  }
  return words;
}

function coverWords(numbers: readonly number[], shingles: ReadonlySet<number>): Uint8Array {
  const covered = new Uint8Array(numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    for (let size = SHINGLE_WORDS; size > 0; size--) {
      const shingle = shingleOf(numbers, index, size);
      if (shingle !== 0 && shingles.has(shingle)) covered.fill(1, index, index + size);
    }
  }
  return covered;
}

/** Marks runs of covered lines, with the blank and wordless lines between them. */
function markRuns(
  lines: readonly Line[],
  counts: readonly number[],
  foreign: readonly number[],
  marked: boolean[],
): void {
  let index = 0;
  while (index < lines.length) {
    if (!isCovered(counts, foreign, index)) {
      index++;
      continue;
    }
    const first = index;
    let last = index;
    let words = 0;
    for (; index < lines.length && foreign[index] === 0; index++) {
      if ((counts[index] ?? 0) > 0) last = index;
      words += counts[index] ?? 0;
    }
    markRun(lines, { first, last, words }, marked);
  }
}

/** A run that is too short to cut from plain text still counts as ours where a client quoted it. */
function markRun(lines: readonly Line[], run: Run, marked: boolean[]): void {
  const isLong = isLongEnough(lines.slice(run.first, run.last + 1), run.words);
  const all = lines.slice(run.first, run.last + 1);
  const isInQuote = all.some(isQuoted);
  for (const [index, line] of all.entries())
    marked[run.first + index] =
      line.isOurs === true ||
      (!ANSWER_SIGNS.test(line.body) &&
        (isQuoted(line) || (isLong && !(isInQuote && isWordless(line)))));
}

/** Programs write no such line into what they quote. */
const ANSWER_SIGNS = /^[?!？！؟]+$/;

/** A sign between quoted lines is an answer. */
const isWordless = ({ body }: Line): boolean => body !== '' && splitWords(body).length === 0;

function isCovered(counts: readonly number[], foreign: readonly number[], index: number): boolean {
  return (counts[index] ?? 0) > 0 && foreign[index] === 0;
}

function isLongEnough(run: readonly Line[], words: number): boolean {
  const text = run.map((line) => line.body).join(' ');
  return words >= MIN_RUN_WORDS && text.length >= MIN_RUN_CHARS;
}
