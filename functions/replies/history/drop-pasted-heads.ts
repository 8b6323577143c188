import { DATE } from '../heads/attribution-features.ts';
import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { readSubject } from '../heads/plain-subject.ts';
import { WROTE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { isAboveQuote, isQuoted, type Line, nextFilled } from '../reply-line.ts';
import { isOfOurMail, type KnownLines } from '../sent/find-template-lines.ts';
import {
  isOfConversation,
  isTelling,
  type Mail,
  type Parties,
  readHead,
  readParties,
} from './read-parties.ts';

interface Known extends KnownLines {
  readonly sent: readonly string[];
  readonly mail: Mail;
}

/**
 * Without the heads of other mails that the person pasted above the history, or below it where it is quoted. The history begins with the
 * head of the mail that was answered: the nearest one above our first words, or where a program's markup begins the quote. A head further
 * above is history only if it belongs to the same conversation, as where somebody follows up on their own mail.
 */
export function dropPastedHeads(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  { ours, template, mail, sent }: Known,
): readonly HistoryMarker[] {
  const answered = findAnswered(lines, markers, { ours, template }, mail);
  if (answered === undefined) {
    const only = markers.length === 1 && sent.length > 0 ? markers[0] : undefined;
    return only && isLogLine(lines, only) ? [] : dropOffSubject(lines, markers, mail);
  }
  const kept: HistoryMarker[] = [];
  for (const marker of markers.toReversed())
    if (marker.kind === 'delimiter' || !isPasted(lines, marker, answered, kept.at(-1)))
      kept.push(marker);
  return kept.toReversed();
}

/** `Error on 3.11.2026 10:01 for a@b.c:` has no word for "wrote". A head like that counts above a quote or words of ours. */
function isLogLine(lines: readonly Line[], { kind, first, last }: HistoryMarker): boolean {
  if (kind !== 'attribution' || isAboveQuote(lines, last)) return false;
  return lines.slice(first, last + 1).every(({ body }) => !WROTE.test(foldText(body)));
}

/**
 * Where nothing of the answered mail is known, without header blocks below somebody's words that have another subject than
 * the answer: programs write the subject that they answer.
 */
function dropOffSubject(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  mail: Mail,
): readonly HistoryMarker[] {
  const { plain, isAnswer } = readSubject(mail.subject ?? '');
  if (!isAnswer) return markers;
  const parties = readParties(lines, undefined, mail);
  const top = nextFilled(lines, 0);
  const isOther = (marker: HistoryMarker, at: number): boolean => {
    const above = markers[at - 1];
    if (above && isMarkAbove(lines, above, marker)) return false;
    const head = readHead(lines, marker);
    const isTold = isTelling(head.subject) && !isPartOf(head.subject, plain);
    return isTold && top < marker.first && !isOfConversation(head, parties);
  };
  return markers.filter((marker, at) => !isOther(marker, at));
}

/** Gateways add tags to subjects, and some programs shorten them. */
const isPartOf = (subject: string, other: string): boolean =>
  subject.includes(other) || other.includes(subject);

/** The mail that was answered. */
interface Answered {
  /** First line of the history. */
  readonly start: number;
  /** First line of the quote in which `start` stands, if it stands in one. */
  readonly quoteStart: number;
  /** The line that proves it: our first words, or the first line of a program's quote. */
  readonly proof: number;
  /** Last line of a history that is quoted; Infinity where it runs to the end. */
  readonly end: number;
  readonly parties: Parties;
}

/** Finds the mail that was answered. Undefined when nothing proves where it begins. */
function findAnswered(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  known: KnownLines,
  mail: Mail,
): Answered | undefined {
  const { template } = known;
  const heads = markers.filter(
    (marker) => marker.kind !== 'delimiter' && !isOfOurMail(lines, marker, known),
  );
  const top = heads[0]?.last;
  if (top === undefined) return undefined;
  const delimiters = new Set(
    markers.filter(({ kind }) => kind === 'delimiter').map(({ first }) => first),
  );
  const proof = lines.findIndex(
    ({ marked, body }, at) =>
      body !== '' &&
      (marked === 'client-quote' || (at > top && (template[at] || delimiters.has(at)))),
  );
  if (proof < 0) return undefined;
  const isMarked = lines[proof]?.marked === 'client-quote';
  const head = isMarked
    ? headOfQuote(lines, heads, proof)
    : heads.findLast(({ first }) => first <= proof);
  const start = head?.first ?? proof;
  let quoteStart = start;
  // somebody's own words, or a blank line without a mark, end a quote
  while (quoteStart > 0 && isQuoted(lines[quoteStart - 1] as Line)) quoteStart--;
  return {
    start,
    quoteStart,
    proof,
    end: isQuoted(lines[proof] as Line)
      ? quoteEnd(lines, proof, template)
      : Number.POSITIVE_INFINITY,
    parties: readParties(lines, head, mail),
  };
}

/**
 * The head of a program's quote: one with a date directly above it, else one that opens it, else one above it. A quote
 * may itself begin with an attribution, that of an older mail.
 */
function headOfQuote(
  lines: readonly Line[],
  heads: readonly HistoryMarker[],
  quote: number,
): HistoryMarker | undefined {
  const above = heads.findLast(({ last }) => nextFilled(lines, last + 1) === quote);
  const isHead = above !== undefined && isDated(lines, above) && !isNameless(lines, above);
  return isHead ? above : (opening(heads, quote) ?? above);
}

/** "From: Milan" / "To: Rome" / "Date: …": programs write an address into header blocks. */
const isNameless = (lines: readonly Line[], { kind, first, last }: HistoryMarker): boolean =>
  kind === 'header-block' && !lines.slice(first, last + 1).some(({ body }) => body.includes('@'));

const opening = (heads: readonly HistoryMarker[], quote: number): HistoryMarker | undefined =>
  heads.findLast(({ first }) => first === quote);

const isDated = (lines: readonly Line[], { first, last }: HistoryMarker): boolean =>
  lines.slice(first, last + 1).some(({ body }) => DATE.test(body));

/** Last line of the last quote that holds words of ours or that a program marked, as the line `proof` is. */
function quoteEnd(lines: readonly Line[], proof: number, template: readonly boolean[]): number {
  let end = lines.findLastIndex(
    (line, at) =>
      at === proof || (isQuoted(line) && (line.marked === 'client-quote' || template[at] === true)),
  );
  while (end + 1 < lines.length && isQuoted(lines[end + 1] as Line)) end++;
  return end;
}

function isPasted(
  lines: readonly Line[],
  marker: HistoryMarker,
  answered: Answered,
  below: HistoryMarker | undefined,
): boolean {
  const { start, proof, end, parties } = answered;
  if (isQuoted(lines[marker.first] as Line)) return false;
  const next = nextFilled(lines, marker.last + 1);
  const isBeforeQuote = next < lines.length && isQuoted(lines[next] as Line);
  if (marker.first > end)
    return !isBeforeQuote || !isOfConversation(readHead(lines, marker), parties);
  if (marker.first > proof && end !== Number.POSITIVE_INFINITY)
    return !isBeforeQuote || isNameless(lines, marker);
  if (marker.first >= start || isMarkAbove(lines, marker, below)) return false;
  // a quote with the answered mail in it: the person follows up on their own mail
  const isAround = next < start && isBeforeQuote && isInside(lines, next, answered);
  return !isAround && !isOfConversation(readHead(lines, marker), parties);
}

/** Whether the answered mail begins in the quote in which a line above it stands. */
function isInside(lines: readonly Line[], above: number, { start, quoteStart }: Answered): boolean {
  const [line, other] = [lines[start], lines[above]];
  return (
    above >= quoteStart &&
    (line?.depth ?? 0) >= (other?.depth ?? 0) &&
    (other?.marked !== 'client-quote' || line?.marked === 'client-quote')
  );
}

/** `----- Original Message -----` directly above a head that is history. */
function isMarkAbove(
  lines: readonly Line[],
  { kind, last }: HistoryMarker,
  below: HistoryMarker | undefined,
): boolean {
  if (kind !== 'original-message' && kind !== 'forwarded') return false;
  return below?.first === nextFilled(lines, last + 1);
}
