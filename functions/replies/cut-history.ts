import { cutSentMails } from './cut-sent-mails.ts';
import { findMachinery, type Machine } from './find-machinery.ts';
import { findQuoteBlocks, isQuoteAlone, type QuoteBlock } from './find-quote-blocks.ts';
import { ENDS_WITH_COLON } from './heads/attribution-features.ts';
import { readField, type Span } from './heads/find-header-blocks.ts';
import { unknownAttribution } from './heads/read-unknown-attribution.ts';
import { keepInsertions } from './keep-insertions.ts';
import { foldText } from './lines/fold-text.ts';
import {
  type CutKind,
  filledAbove,
  isQuoted,
  type Line,
  type LineVerdicts,
  nextFilled,
  nextShown,
} from './reply-line.ts';
import { FIRST_PERSON, WROTE } from './vocabulary.ts';

export interface HistoryOptions {
  readonly forward: 'strip' | 'keep';
  /** By line: our own earlier words (find-own-words.ts). */
  readonly ours: readonly boolean[];
  /** By line: these, and the lines of our mails around them (find-template-lines.ts). */
  readonly template: readonly boolean[];
  /** Texts that we sent. With any, a line that is not ours says something. */
  readonly sent: readonly string[];
  /** find-delimiters.ts, where they are known. */
  readonly delimiters?: readonly Span[];
}

/** Lines below an attribution among which one of ours proves it. */
const MAX_LOOK_AHEAD_LINES = 40;
/** Blank lines that may stand between a ruler or an attribution and what it belongs to. */
const MAX_GAP_LINES = 2;
/** Fields that may stand between a ruler and an attribution. */
const MAX_FIELDS_ABOVE = 3;
const MAX_INTRODUCTION_CHARS = 80;
const MAX_NOTES_HEAD_CHARS = 200;
const RULER = /^[-_=*~‐—–─━ ]{3,}$/;
/** Notes: `Ann Lamp ---03.11.2026 10:01:00---Does it work`, the beginning of the mail answered. */
const NOTES_HEAD = /^.{1,100} ?-{3}\d{1,4}[./-]\d{1,2}[./-]\d{1,4} .{4,40}-{3}/;

/** Tells the person's lines from the history: one pass over machinery, quotes and plain lines. */
export function cutHistory(lines: readonly Line[], options: HistoryOptions): LineVerdicts {
  const verdicts: LineVerdicts = new Array<CutKind | undefined>(lines.length).fill(undefined);
  const all = findMachinery(lines, options.delimiters);
  const blocks = findQuoteBlocks(lines, all, options.ours);
  const outside = all.filter(
    (machine) => !isInQuote(lines, machine) || opensForward(lines, machine, blocks),
  );
  const certain = lastCertain(lines, outside, blocks);
  const starts = new Set(all.filter(isHead).map(({ first }) => first));
  const machines = outside.filter(
    (machine) => machine.isCertain || isInForce(lines, machine, { ...options, certain, starts }),
  );
  cutQuotes(lines, blocks, { ...options, firstMachine: machines[0]?.first }, verdicts);
  for (const { first, isIntroduced } of blocks)
    if (isIntroduced && verdicts[first] !== undefined) cutRulerAbove(lines, first, verdicts);
  for (const machine of machines) {
    if (verdicts[machine.first] !== undefined && machine.kind !== 'forwarded') continue;
    if (machine.kind === 'forwarded' && options.forward === 'keep') {
      // the mark and all below it stay as they are
      verdicts.fill(undefined, machine.first, lines.length);
      break;
    }
    const isClosed = closes(lines, machine);
    const first = withRulerAbove(lines, machine, verdicts);
    verdicts.fill(machine.kind, first, isClosed ? lines.length : machine.last + 1);
    if (isClosed) break;
  }
  cutSentMails(lines, options.template, options.sent, verdicts);
  keepInsertions(lines, machines, options, verdicts);
  cutRemnants(lines, options, verdicts);
  cutHeads(lines, verdicts);
  return verdicts;
}

/** In the history: lines of ours that lost their mark and stand right below a marked one, and lines of our template. */
function cutRemnants(
  lines: readonly Line[],
  { ours, template }: HistoryOptions,
  verdicts: LineVerdicts,
): void {
  const historyFrom = verdicts.findIndex((kind) => kind !== undefined);
  for (let index = Math.max(historyFrom, 0); index < lines.length; index++) {
    if (!template[index] || verdicts[index] !== undefined) continue;
    const isBelowMarked = verdicts[index - 1] !== undefined && lines[index - 1]?.body !== '';
    if (!ours[index] || isBelowMarked) verdicts[index] = 'own-words';
  }
}

/** The line above our words that says in an unknown language whose they are. */
function cutHeads(lines: readonly Line[], verdicts: LineVerdicts): void {
  for (const [index, kind] of verdicts.entries()) {
    if (kind !== 'own-words') continue;
    const above = filledJustAbove(lines, index);
    const head = lines[above]?.body === '' ? undefined : unknownAttribution(lines, above);
    if (verdicts[above] === undefined && head !== undefined)
      verdicts.fill('attribution', head, above + 1);
  }
}

/** Index of the line above that is not blank, across a small gap only. */
const filledJustAbove = (lines: readonly Line[], index: number): number =>
  filledAbove(lines, index, MAX_GAP_LINES);

/** Inside a quote machinery belongs to the quote (R20). */
function isInQuote(lines: readonly Line[], machine: Machine): boolean {
  const line = lines[machine.first];
  return line !== undefined && isQuoted(line);
}

/** A quote that begins with a forward's mark is a forwarded mail, and so is all that follows. */
function opensForward(
  lines: readonly Line[],
  machine: Machine,
  blocks: readonly QuoteBlock[],
): boolean {
  return (
    machine.kind === 'forwarded' &&
    blocks.some((block) => nextFilled(lines, block.first) === machine.first)
  );
}

/** Where the last piece of history begins that nobody types by hand, or -1. */
function lastCertain(
  lines: readonly Line[],
  machines: readonly Machine[],
  blocks: readonly QuoteBlock[],
): number {
  const machine = machines.findLast(
    (each) => (each.isCertain && each.kind !== 'forwarded') || isBeforeQuote(lines, each),
  );
  const block = blocks.findLast((each) => each.isIntroduced);
  return Math.max(block?.first ?? -1, machine?.first ?? -1);
}

function isBeforeQuote(lines: readonly Line[], machine: Machine): boolean {
  const next = lines[nextShown(lines, machine.last + 1)];
  return next !== undefined && isQuoted(next);
}

/** What says whose words follow; a delimiter is part of these words. */
const isHead = (machine: Machine): boolean => machine.isCertain && machine.kind !== 'delimiter';

interface Doubts extends HistoryOptions {
  /** Where the last piece of history begins that nobody types by hand. */
  readonly certain: number;
  /** First lines of what heads a quote. */
  readonly starts: ReadonlySet<number>;
}

/**
 * "On Monday 3 October 2026 he wrote:" in somebody's own text gives way to the real one below; and where our
 * texts are known, to what follows it, if that is not ours.
 */
function isInForce(lines: readonly Line[], machine: Machine, doubts: Doubts): boolean {
  const isAboveReal = doubts.starts.has(nextFilled(lines, machine.last + 1));
  if (isBeforeQuote(lines, machine)) return !isAboveReal;
  if (machine.first < doubts.certain) return false;
  const below = doubts.template.slice(machine.last + 1, machine.last + 1 + MAX_LOOK_AHEAD_LINES);
  return doubts.sent.length === 0 || below.includes(true);
}

/** Everything below is history, unless the history is marked as a quote line by line. */
function closes(lines: readonly Line[], machine: Machine): boolean {
  return (
    machine.kind === 'delimiter' || machine.kind === 'forwarded' || !isBeforeQuote(lines, machine)
  );
}

function withRulerAbove(lines: readonly Line[], machine: Machine, verdicts: LineVerdicts): number {
  const above = filledJustAbove(lines, machine.first);
  const line = lines[above];
  if (line === undefined || verdicts[above] !== undefined || isQuoted(line)) return machine.first;
  if (RULER.test(line.body)) return above;
  if (machine.kind === 'attribution') return withFieldsAbove(lines, machine.first);
  if (machine.kind === 'header-block' && introducesHead(lines, above)) return above;
  const head = machine.kind === 'delimiter' ? unknownAttribution(lines, above) : undefined;
  return head !== undefined && nextFilled(lines, 0) < head ? head : machine.first;
}

/** Yandex on phones draws a ruler and writes `Кому: …` and `Тема: …` above its attribution. */
function withFieldsAbove(lines: readonly Line[], first: number): number {
  let above = first - 1;
  while (above > first - 1 - MAX_FIELDS_ABOVE && readField(lines[above]?.body ?? '')) above--;
  return RULER.test(lines[above]?.body ?? '') ? above : first;
}

/** A line that a program drew between somebody's words and the quote. */
function cutRulerAbove(lines: readonly Line[], first: number, verdicts: LineVerdicts): void {
  const above = filledJustAbove(lines, first);
  if (RULER.test(lines[above]?.body ?? '')) verdicts[above] ??= 'quote';
}

/** "Some One schrieb:" above a header block, in a paragraph of its own: too little for an attribution, were it alone. */
function introducesHead(lines: readonly Line[], at: number): boolean {
  const body = lines[at]?.body ?? '';
  if (NOTES_HEAD.test(body.slice(0, MAX_NOTES_HEAD_CHARS))) return true;
  if (body.length > MAX_INTRODUCTION_CHARS || !ENDS_WITH_COLON.test(body)) return false;
  const isAlone = (lines[at - 1]?.body ?? '') === '';
  const folded = foldText(body);
  return isAlone && WROTE.test(folded) && !FIRST_PERSON.test(folded);
}

/**
 * Quotes above all history are the person's own (`> npm install` in their text), and so is, where our texts are
 * known, a quote of something that we never sent.
 */
function cutQuotes(
  lines: readonly Line[],
  blocks: readonly QuoteBlock[],
  options: HistoryOptions & { readonly firstMachine: number | undefined },
  verdicts: LineVerdicts,
): void {
  const introduced = blocks.find((block) => block.isIntroduced)?.first ?? lines.length;
  const historyFrom = Math.min(introduced, options.firstMachine ?? lines.length);
  const isBare = historyFrom === lines.length;
  // a quote of a mail older than the texts we were given proves nothing against the others
  const isTelling = isBare ? options.sent.length > 0 : blocks.some((block) => block.hasOurs);
  for (const block of blocks) {
    const isBelow = isBare ? isQuoteAlone(lines, blocks, block) : block.first >= historyFrom;
    const isReal = isBelow && (block.isIntroduced || block.hasOurs || !isTelling);
    cutBlock(lines, block, isReal, verdicts);
  }
}

function cutBlock(
  lines: readonly Line[],
  block: QuoteBlock,
  isReal: boolean,
  verdicts: LineVerdicts,
): void {
  for (let at = block.first; at <= block.last; at++) {
    if (lines[at]?.marked === 'client-quote') verdicts[at] = 'client-quote';
    else if (isReal) verdicts[at] = 'quote';
  }
}
