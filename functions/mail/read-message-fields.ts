import { normaliseAddress } from './addresses.ts';
import { parseAddresses } from './authors/parse-addresses.ts';
import { readAuthor } from './authors/read-author.ts';
import { cleanText, cutText } from './clean-text.ts';
import { decodeWords } from './decode-words.ts';
import { headerValues } from './header-fields.ts';
import type { Address, HeaderField, Message } from './message.ts';
import { readMessageIds } from './message-ids.ts';

const MAX_SUBJECT_CHARACTERS = 1000;
const MAX_DELIVERED_TO = 100;
/** Fields in which servers and forwarders say for whom a mail was, with the plus part and its token (S1). */
const DELIVERED_TO_FIELDS = [
  'delivered-to',
  'x-original-to',
  'x-delivered-to',
  'x-forwarded-to',
  'envelope-to',
  'x-envelope-to',
  'resent-to',
  'resent-cc',
  'apparently-to',
  'x-apparently-to',
  'x-rcpt-to',
  // Google Workspace, where its routing changes the recipient
  'x-gm-original-to',
  'x-real-to',
  'x-original-recipient',
  'original-recipient',
];

type MessageFields = Pick<
  Message,
  | 'headerFields'
  | 'author'
  | 'from'
  | 'to'
  | 'cc'
  | 'deliveredTo'
  | 'subject'
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'date'
>;

/** Reads the mail's own header fields. */
export function readMessageFields(headerFields: HeaderField[]): MessageFields {
  const values = (name: string) => headerValues({ headerFields }, name);
  const author = readAuthor(values('from'));
  return {
    headerFields,
    author,
    from: author ? [author] : parseAddresses(values('from')),
    to: readRecipients(values('to')),
    cc: readRecipients(values('cc')),
    deliveredTo: readDeliveredTo(DELIVERED_TO_FIELDS.flatMap(values)),
    subject: cutText(cleanText(decodeWords(values('subject')[0] ?? '')), MAX_SUBJECT_CHARACTERS),
    messageId: readMessageIds(values('message-id')).at(0),
    inReplyTo: readMessageIds(values('in-reply-to')),
    references: readMessageIds(values('references')),
    date: values('date')[0],
  };
}

/** An address in brackets, which a client may have folded inside of them. */
const BRACKETED = /<[^<>]*>/g;

/**
 * Reads recipients, also where a client encoded the address with the name (RFC 2047 forbids it), folded it, wrote a `mailto:` link or put
 * marks around it. A recipient only finds a conversation and proves nobody, so this may be lenient (S1).
 */
function readRecipients(values: string[]): Address[] {
  return values.flatMap((given) => {
    const value = withoutDamage(given);
    const addresses = parseAddresses([value], findBareAddress);
    return addresses.length > 0
      ? addresses
      : parseAddresses([withoutDamage(decodeWords(value))], findBareAddress);
  });
}

/** The address between quotes, brackets, entities (`&lt;`), or before `?subject=…`, with a URL's `%40`, or with invisible characters in it. */
function findBareAddress(text: string): string | undefined {
  const plain = text.replace(/%40/g, '@').replace(/\p{Cf}+/gu, '');
  const word = plain.split(/[\s<>,;:"'()[\]&?/]+/).find((part) => part.includes('@'));
  return word === undefined ? undefined : normaliseAddress(word);
}

const withoutDamage = (value: string): string =>
  value.replace(BRACKETED, (bracketed) => bracketed.replace(/\s+/g, '')).replace(/<mailto:/gi, '<');

/** Servers write a bare address, some in angle brackets or with its type (`rfc822;`, RFC 8098 §2.3); a field may hold several. */
function readDeliveredTo(values: string[]): string[] {
  const addresses = values.slice(0, MAX_DELIVERED_TO).flatMap((given) => {
    const value = given.replace(/^rfc822;\s*/i, '');
    const bare = normaliseAddress(value.replace(/^<(.*)>$/, '$1'));
    return bare ?? readRecipients([value]).map(({ address }) => address);
  });
  return [...new Set(addresses)].slice(0, MAX_DELIVERED_TO);
}
