import { isQuoted, type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import { CopiedWords } from './copied-words.ts';
import { splitWords } from './find-sent-words.ts';
import { judgeTemplate } from './find-template-lines.ts';

/** Words compared at each end of a text. Between the ends only the number of words is compared. */
const EDGE_WORDS = 8;
/** A copy has at least this share of the text's words, because clients lose some. */
const MIN_COPY_SHARE = 0.9;
const MIN_COPY_WORDS = 6;
const SENTENCE_END = /[.!?…。！？؟](?=["')»”]*(?:\s|$))|[。！？]/gu;

/** A text that we sent, or one message of it. */
interface SentText {
  readonly words: readonly string[];
  /** It has more than one sentence or paragraph, so nobody writes the same by chance. */
  readonly isLong: boolean;
}

interface SentMail {
  readonly whole: SentText;
  /** The messages between the lines of our template; empty when the text has no such lines. */
  readonly messages: readonly SentText[];
}

/**
 * Cuts copies of our mails that no client marked as quotes. They are history when a whole mail stands there, or when
 * they run to the end of the body (S12). A single sentence of ours in somebody's text stays: they may have typed it.
 */
export function cutSentMails(
  lines: readonly Line[],
  ours: readonly boolean[],
  sent: readonly string[],
  verdicts: LineVerdicts,
): void {
  if (!ours.includes(true)) return;
  const mails = sent.map(readSentMail);
  const top = nextFilled(lines, 0);
  for (const run of findRuns(lines, ours, verdicts)) {
    const { first, last } = run.isTail ? fromHead(lines, run) : run;
    const copy = lines.slice(first, last + 1);
    const isWithin = !run.isTail && first > top;
    const isMail =
      isWhole(copy, mails, isWithin) || (run.isTail && first > 0 && isTailOf(copy, mails));
    for (let at = first; isMail && at <= last; at++) verdicts[at] ??= 'own-words';
  }
}

interface Run {
  readonly first: number;
  readonly last: number;
  /** No line of the person's stands below. */
  readonly isTail: boolean;
}

/** Runs of unquoted lines of ours, with the blank lines between them. */
function findRuns(lines: readonly Line[], ours: readonly boolean[], verdicts: LineVerdicts): Run[] {
  const runs: Run[] = [];
  for (let first = 0; first < lines.length; first++) {
    if (!isOpen(lines, ours, verdicts, first)) continue;
    let last = first;
    let next = first + 1;
    for (; next < lines.length && !isForeign(lines, ours, verdicts, next); next++)
      if (isOpen(lines, ours, verdicts, next)) last = next;
    runs.push({ first, last, isTail: next === lines.length });
    first = next - 1;
  }
  return runs;
}

const isOpen = (
  lines: readonly Line[],
  ours: readonly boolean[],
  verdicts: LineVerdicts,
  at: number,
): boolean => ours[at] === true && verdicts[at] === undefined && !isQuoted(lines[at] as Line);

/** A line that is not blank, not ours and not cut yet. */
const isForeign = (
  lines: readonly Line[],
  ours: readonly boolean[],
  verdicts: LineVerdicts,
  at: number,
): boolean => lines[at]?.body !== '' && ours[at] !== true && verdicts[at] === undefined;

/** Begins the run at the "… wrote:" line of our mail. What stands above it is the person's, even if it repeats our words. */
function fromHead(lines: readonly Line[], { first, last }: Run): Pick<Run, 'first' | 'last'> {
  for (let at = first; at <= last; at++)
    if (judgeTemplate(lines[at]?.body ?? '') === 'wrote') return { first: at, last };
  return { first, last };
}

/**
 * Whether a whole mail of ours stands here: our template's "… wrote:" line and footer, or all words of one sent text.
 * `isWithin`: the person's words stand above and below. A text without our template is then what they repeat (S12).
 */
function isWhole(copy: readonly Line[], mails: readonly SentMail[], isWithin: boolean): boolean {
  const kinds = new Set(copy.map(({ body }) => judgeTemplate(body)));
  if (kinds.has('wrote') && kinds.has('footer')) return true;
  const words = new CopiedWords(wordsOf(copy));
  return mails.some(
    ({ whole, messages }) =>
      (messages.length > 0 || !isWithin) && whole.isLong && holds(words, whole),
  );
}

/**
 * Whether the end of a mail of ours stands here: a line of our template, a whole
 * message of ours, or all words of a sent text that has no template lines.
 */
function isTailOf(copy: readonly Line[], mails: readonly SentMail[]): boolean {
  if (copy.some(({ body }) => isTemplate(body))) return true;
  const words = new CopiedWords(wordsOf(copy));
  return mails.some(({ whole, messages }) =>
    messages.length === 0
      ? holds(words, whole)
      : messages.some((message) => message.isLong && holds(words, message)),
  );
}

const isTemplate = (body: string): boolean => judgeTemplate(body) !== undefined;

const wordsOf = (lines: readonly Line[]): string[] =>
  splitWords(lines.map(({ body }) => body).join(' '));

function readSentMail(text: string): SentMail {
  const messages: string[][] = [[]];
  let hasTemplate = false;
  for (const line of text.split('\n')) {
    if (isTemplate(line.trim())) {
      hasTemplate = true;
      messages.push([]);
    } else messages.at(-1)?.push(line);
  }
  return {
    whole: readText(text),
    messages: hasTemplate
      ? messages.map((lines) => readText(lines.join('\n'))).filter(({ words }) => words.length > 0)
      : [],
  };
}

function readText(text: string): SentText {
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '').length;
  const sentences = text.match(SENTENCE_END)?.length ?? 0;
  return { words: splitWords(text), isLong: paragraphs > 1 || sentences > 1 };
}

/** Whether the text stands in the copy from its first words to its last. */
function holds(copy: CopiedWords, { words }: SentText): boolean {
  if (words.length < MIN_COPY_WORDS || copy.count < words.length * MIN_COPY_SHARE) return false;
  return copy.holds(words.slice(0, EDGE_WORDS), words.slice(-EDGE_WORDS));
}
