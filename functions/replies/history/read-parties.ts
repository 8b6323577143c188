import { domainOf } from '../../mail/addresses.ts';
import type { Address } from '../../mail/message.ts';
import { DATE, TIME } from '../heads/attribution-features.ts';
import type { HistoryMarker } from '../heads/find-history-markers.ts';
import { readField } from '../heads/header-line.ts';
import { plainSubject } from '../heads/plain-subject.ts';
import { ROLE } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import type { Line } from '../reply-line.ts';

/** Longest head whose words are compared, in UTF-16 units. */
const MAX_HEAD_CHARS = 1_000;
/** Shorter names and subjects may be the same by chance. */
const MIN_SHARED_CHARS = 4;
const MAILBOX = /[^\s<>()[\]"';,:]{1,100}@[^\s<>()[\]"';,:]{1,200}/;
const ALL_MAILBOXES = new RegExp(MAILBOX, 'g');

/** What the header of the mail says, where it is known. */
export interface Mail {
  readonly author?: Author | undefined;
  readonly subject?: string | undefined;
  /** `false`: it answers no mail. */
  readonly isAnswer?: boolean | undefined;
}
type Author = Readonly<Address>;

/** Who wrote the answered mail and the answer, and about what. Folded. */
export interface Parties {
  /** The words that name who wrote the answered mail, with the addresses and the name in them. */
  readonly answered: string;
  readonly addresses: readonly string[];
  readonly name: string;
  /** The words that name who else got the answered mail. */
  readonly recipients: string;
  readonly author: Author | undefined;
  readonly subjects: readonly string[];
}

export function readParties(
  lines: readonly Line[],
  head: HistoryMarker | undefined,
  mail: Mail,
): Parties {
  const { senders, recipients, subject } = head ? readHead(lines, head) : NO_HEAD;
  const { author } = mail;
  return {
    answered: senders,
    addresses: senders.match(ALL_MAILBOXES) ?? [],
    name: nameOf(senders),
    recipients,
    author: author && { address: author.address, name: fold(author.name) },
    subjects: [subject, plainSubject(mail.subject ?? '')].filter(isTelling),
  };
}

interface Named {
  readonly name: string;
  readonly address: string | undefined;
}

export interface Head {
  /** All words of the head. */
  readonly text: string;
  /** The words that name who wrote. */
  readonly senders: string;
  /** The words that name to whom, in a header block. */
  readonly recipients: string;
  /** Senders and recipients in a header block that have a name. */
  readonly named: readonly Named[];
  readonly subject: string;
  readonly isDated: boolean;
}

const NO_HEAD: Head = {
  text: '',
  senders: '',
  recipients: '',
  named: [],
  subject: '',
  isDated: false,
};

export function readHead(lines: readonly Line[], { kind, first, last }: HistoryMarker): Head {
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
    recipients: valuesOf(ROLE.to).join('\n'),
    named: valuesOf(ROLE.from | ROLE.to)
      .map((value) => ({ name: nameOf(value), address: MAILBOX.exec(value)?.[0] }))
      .filter(({ name }) => isTelling(name)),
    subject: plainSubject(valuesOf(ROLE.subject)[0] ?? ''),
    isDated,
  };
}

const nameOf = (value: string): string =>
  value.replace(/[<[(].*$/, '').replace(/^["'\s]+|["'\s]+$/g, '');

export const isTelling = (words: string): boolean => words.length >= MIN_SHARED_CHARS;

/** Whether a head is of the author's own earlier mail, is from a recipient of the answered mail, names its sender, or has the subject. */
export function isOfConversation(
  { text, senders, named, subject, isDated }: Head,
  { answered, addresses, name: answeredName, recipients, author, subjects }: Parties,
): boolean {
  if (subjects.includes(subject)) return true;
  if (author && isDated && (senders.includes(author.address) || holdsName(senders, author.name)))
    return true;
  const claimed = senders.match(ALL_MAILBOXES) ?? [];
  return (
    addresses.some((address) => text.includes(address)) ||
    claimed.some((address) => recipients.includes(address)) ||
    named.some(
      ({ name, address }) => !isForeign(address, addresses) && holdsName(answered, name),
    ) ||
    (!isForeign(claimed[0], addresses) && holdsName(text, answeredName))
  );
}

/** An impostor has the name of who wrote the answered mail, and an address elsewhere. */
const isForeign = (address: string | undefined, known: readonly string[]): boolean =>
  address !== undefined &&
  known.length > 0 &&
  !known.some((each) => `.${domainOf(each)}`.endsWith(`.${domainOf(address)}`));

/** Whether the whole name stands in the text, and not as a part of words. */
function holdsName(text: string, name: string): boolean {
  const at = isTelling(name) ? text.indexOf(name) : -1;
  if (at < 0) return false;
  return !/\p{L}/u.test(text[at - 1] ?? '') && !/\p{L}/u.test(text[at + name.length] ?? '');
}

const fold = (text: string): string => foldText(text.slice(0, MAX_HEAD_CHARS));
