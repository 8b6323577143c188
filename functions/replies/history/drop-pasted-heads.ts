import type { Address } from '../../mail/message.ts';
import { DATE, TIME } from '../heads/attribution-features.ts';
import { readField } from '../heads/find-header-blocks.ts';
import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { plainSubject, readSubject } from '../heads/plain-subject.ts';
import { ROLE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { isQuoted, isRuler, type Line, nextFilled } from '../reply-line.ts';
import { isOfOurMail } from '../sent/find-template-lines.ts';

/** Longest head whose words are compared, in UTF-16 units. */
const MAX_HEAD_CHARS = 1_000;
/** Shorter names and subjects may be the same by chance. */
const MIN_SHARED_CHARS = 4;
const MAILBOX = /[^\s<>()[\]"';,:]{1,100}@[^\s<>()[\]"';,:]{1,200}/g;

/** What the header of the mail says, where it is known. */
export interface Mail {
  readonly author?: Author | undefined;
  readonly subject?: string | undefined;
  /** `false`: it answers no mail. */
  readonly isAnswer?: boolean | undefined;
}
type Author = Readonly<Address>;

/**
 * Without the heads of other mails that the person pasted above the history, or below it where it is quoted. The history
 * begins with the head of the mail that was answered: the nearest one above our first words, or where a program's markup
 * begins the quote. A head further above is history only if it belongs to the same conversation, as where somebody
 * follows up on their own mail.
 */
export function dropPastedHeads(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  { template, mail }: { readonly template: readonly boolean[]; readonly mail: Mail },
): readonly HistoryMarker[] {
  const answered = findAnswered(lines, markers, template, mail);
  if (answered === undefined) return dropOffSubject(lines, markers, mail);
  const kept: HistoryMarker[] = [];
  for (const marker of markers.toReversed())
    if (marker.kind === 'delimiter' || !isPasted(lines, marker, answered, kept.at(-1)))
      kept.push(marker);
  return kept.toReversed();
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
  if (plain === '' || !isAnswer) return markers;
  const parties = readParties(lines, undefined, mail);
  const top = nextFilled(lines, 0);
  const isOther = (marker: HistoryMarker, at: number): boolean => {
    const above = markers[at - 1];
    if (marker.kind !== 'header-block' || (above && isMarkAbove(lines, above, marker)))
      return false;
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
  /** Last line of a history that is quoted; Infinity where it runs to the end. */
  readonly end: number;
  readonly parties: Parties;
}

/** Finds the mail that was answered. Undefined when nothing proves where it begins. */
function findAnswered(
  lines: readonly Line[],
  markers: readonly HistoryMarker[],
  template: readonly boolean[],
  mail: Mail,
): Answered | undefined {
  const heads = markers.filter(
    (marker) => marker.kind !== 'delimiter' && !isOfOurMail(lines, marker, template),
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
  const isBegun = ({ first, last }: HistoryMarker): boolean =>
    first === proof || nextFilled(lines, last + 1) === proof;
  const isMarked = lines[proof]?.marked === 'client-quote';
  const head = heads.findLast((marker) => (isMarked ? isBegun(marker) : marker.first <= proof));
  return {
    start: head?.first ?? proof,
    end: isQuoted(lines[proof] as Line)
      ? quoteEnd(lines, proof, template)
      : Number.POSITIVE_INFINITY,
    parties: readParties(lines, head, mail),
  };
}

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
  { start, end, parties }: Answered,
  below: HistoryMarker | undefined,
): boolean {
  if (isQuoted(lines[marker.first] as Line)) return false;
  const next = nextFilled(lines, marker.last + 1);
  const isBeforeQuote = next < lines.length && isQuoted(lines[next] as Line);
  if (marker.first > end)
    return !isBeforeQuote || !isOfConversation(readHead(lines, marker), parties);
  if (marker.first >= start || isMarkAbove(lines, marker, below)) return false;
  // a quote with the answered mail in it: the person follows up on their own mail
  const isAround = next < start && isBeforeQuote && isInside(lines, start, next);
  return !isAround && !isOfConversation(readHead(lines, marker), parties);
}

/** Whether a line stands in the quote in which another one above it stands. */
function isInside(lines: readonly Line[], at: number, above: number): boolean {
  const [line, other] = [lines[at], lines[above]];
  // somebody's own words, or a blank line without a mark, end a quote
  const isOneQuote = other?.isElement || lines.slice(above, at).every(isQuoted);
  return (
    isOneQuote &&
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
  let next = nextFilled(lines, last + 1);
  if (isRuler(lines[next]?.body ?? '')) next = nextFilled(lines, next + 1);
  return below?.first === next;
}

/** Who wrote the answered mail and the answer, and about what. Folded. */
interface Parties {
  /** The words that name who wrote the answered mail, with the addresses and the name in them. */
  readonly answered: string;
  readonly addresses: readonly string[];
  readonly name: string;
  readonly author: Author | undefined;
  readonly subjects: readonly string[];
}

function readParties(lines: readonly Line[], head: HistoryMarker | undefined, mail: Mail): Parties {
  const { senders, subject } = head ? readHead(lines, head) : NO_HEAD;
  const { author } = mail;
  return {
    answered: senders,
    addresses: senders.match(MAILBOX) ?? [],
    name: nameOf(senders),
    author: author && { address: author.address, name: fold(author.name) },
    subjects: [subject, plainSubject(mail.subject ?? '')].filter(isTelling),
  };
}

interface Head {
  /** All words of the head. */
  readonly text: string;
  /** The words that name who wrote. */
  readonly senders: string;
  /** Names of senders and recipients in a header block. */
  readonly names: readonly string[];
  readonly subject: string;
  readonly isDated: boolean;
}

const NO_HEAD: Head = { text: '', senders: '', names: [], subject: '', isDated: false };

function readHead(lines: readonly Line[], { kind, first, last }: HistoryMarker): Head {
  const bodies = lines.slice(first, last + 1).map(({ body }) => body);
  const text = fold(bodies.join('\n'));
  const isDated = DATE.test(text) || TIME.test(text);
  if (kind !== 'header-block') return { ...NO_HEAD, text, senders: text, isDated };
  const fields = bodies.map((body) => readField(body)).filter((field) => field !== undefined);
  const valuesOf = (roles: number): string[] =>
    fields.filter((field) => (field.roles & roles) !== 0).map(({ value }) => fold(value));
  return {
    text,
    senders: valuesOf(ROLE.from).join('\n'),
    names: valuesOf(ROLE.from | ROLE.to)
      .map(nameOf)
      .filter(isTelling),
    subject: plainSubject(valuesOf(ROLE.subject)[0] ?? ''),
    isDated,
  };
}

const nameOf = (value: string): string =>
  value.replace(/[<[(].*$/, '').replace(/^["'\s]+|["'\s]+$/g, '');

const isTelling = (words: string): boolean => words.length >= MIN_SHARED_CHARS;

/** Whether a head is of the author's own earlier mail, names the sender of the answered mail, or has the subject. */
function isOfConversation(
  { text, senders, names, subject, isDated }: Head,
  { answered, addresses, name: answeredName, author, subjects }: Parties,
): boolean {
  if (subjects.includes(subject)) return true;
  if (author && isDated && (senders.includes(author.address) || holdsName(senders, author.name)))
    return true;
  return (
    addresses.some((address) => text.includes(address)) ||
    names.some((name) => holdsName(answered, name)) ||
    holdsName(text, answeredName)
  );
}

/** Whether the whole name stands in the text, and not as a part of words. */
function holdsName(text: string, name: string): boolean {
  const at = isTelling(name) ? text.indexOf(name) : -1;
  if (at < 0) return false;
  return !/\p{L}/u.test(text[at - 1] ?? '') && !/\p{L}/u.test(text[at + name.length] ?? '');
}

const fold = (text: string): string => foldText(text.slice(0, MAX_HEAD_CHARS));
