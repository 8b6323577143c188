import { foldText } from './fold-text.ts';
import { isQuoted, type Line } from './reply-line.ts';

/** Words compared, of the body and of all sent texts together; the rest is not looked at. */
const MAX_WORDS = 200_000;
/** Words in a row that are compared as one. */
const SHINGLE_WORDS = 3;
/** Shortest run of our words that is cut; shorter ones people also type themselves. */
const MIN_RUN_WORDS = 6;
const MIN_RUN_CHARS = 24;

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

/** Lines all of whose words are ours, one after the other. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly words: number;
}

interface Word {
  readonly text: string;
  readonly line: number;
}

/**
 * Marks the lines all of whose words we sent, in the order we sent them, in a run long enough that
 * nobody typed it by chance. A line with one word of the person's own is never marked.
 */
export function findOwnWords(lines: readonly Line[], sent: readonly string[]): boolean[] {
  const marked = new Array<boolean>(lines.length).fill(false);
  const shingles = collectShingles(sent);
  if (shingles.size === 0) return marked;
  const words = collectWords(lines);
  const foreign = new Array<number>(lines.length).fill(0);
  const counts = new Array<number>(lines.length).fill(0);
  const covered = coverWords(words, shingles);
  for (const [index, word] of words.entries()) {
    counts[word.line] = (counts[word.line] ?? 0) + 1;
    if (covered[index] !== 1 && !lines[word.line]?.isOurs)
      foreign[word.line] = (foreign[word.line] ?? 0) + 1;
  }
  markRuns(lines, counts, foreign, marked, wholeTexts(sent));
  return marked;
}

function splitWords(text: string): string[] {
  return foldText(text).match(WORD) ?? [];
}

function collectShingles(sent: readonly string[]): Set<string> {
  const shingles = new Set<string>();
  let left = MAX_WORDS;
  for (const text of sent) {
    const words = splitWords(text).slice(0, left);
    left -= words.length;
    const size = Math.min(SHINGLE_WORDS, words.length);
    for (let index = 0; size > 0 && index + size <= words.length; index++) {
      shingles.add(words.slice(index, index + size).join(' '));
    }
  }
  return shingles;
}

function wholeTexts(sent: readonly string[]): Set<string> {
  return new Set(sent.map((text) => splitWords(text).join(' ')).filter((text) => text !== ''));
}

function collectWords(lines: readonly Line[]): Word[] {
  const words: Word[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.body === '') continue;
    for (const text of splitWords(line.body)) {
      if (words.length === MAX_WORDS) return words;
      words.push({ text, line: index });
    }
  }
  return words;
}

function coverWords(words: readonly Word[], shingles: ReadonlySet<string>): Uint8Array {
  const covered = new Uint8Array(words.length);
  for (let size = SHINGLE_WORDS; size > 0; size--) {
    for (let index = 0; index + size <= words.length; index++) {
      const shingle = joinWords(words, index, size);
      if (shingles.has(shingle)) covered.fill(1, index, index + size);
    }
  }
  return covered;
}

function joinWords(words: readonly Word[], index: number, size: number): string {
  let joined = words[index]?.text ?? '';
  for (let step = 1; step < size; step++) joined += ` ${words[index + step]?.text ?? ''}`;
  return joined;
}

/** Runs of covered lines, blank and wordless lines between them included. */
function markRuns(
  lines: readonly Line[],
  counts: readonly number[],
  foreign: readonly number[],
  marked: boolean[],
  whole: ReadonlySet<string>,
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
    markRun(lines, { first, last, words }, whole, marked);
  }
}

/** A run too short to be cut from plain text is ours all the same where a client quoted it. */
function markRun(
  lines: readonly Line[],
  run: Run,
  whole: ReadonlySet<string>,
  marked: boolean[],
): void {
  const isLong = isLongEnough(lines.slice(run.first, run.last + 1), run.words, whole);
  for (let index = run.first; index <= run.last; index++) {
    const line = lines[index];
    marked[index] = isLong || (line !== undefined && (isQuoted(line) || line.isOurs === true));
  }
}

function isCovered(counts: readonly number[], foreign: readonly number[], index: number): boolean {
  return (counts[index] ?? 0) > 0 && foreign[index] === 0;
}

function isLongEnough(run: readonly Line[], words: number, whole: ReadonlySet<string>): boolean {
  const text = run.map((line) => line.body).join(' ');
  if (words >= MIN_RUN_WORDS && text.length >= MIN_RUN_CHARS) return true;
  return words >= SHINGLE_WORDS && whole.has(splitWords(text).join(' '));
}
