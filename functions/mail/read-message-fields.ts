import { normaliseAddress, parseAddresses } from './addresses.ts';
import { cleanText } from './clean-text.ts';
import { decodeWords } from './decode-words.ts';
import { headerValues } from './header-fields.ts';
import type { HeaderField, Message } from './message.ts';
import { readMessageIds } from './message-ids.ts';
import { readAuthor } from './read-author.ts';

const MAX_SUBJECT_CHARACTERS = 1000;
const MAX_DELIVERED_TO = 100;

type MessageFields = Pick<
  Message,
  | 'headerFields'
  | 'author'
  | 'from'
  | 'to'
  | 'cc'
  | 'replyTo'
  | 'deliveredTo'
  | 'subject'
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'date'
>;

/** What the mail's own header says. */
export function readMessageFields(headerFields: HeaderField[]): MessageFields {
  const values = (name: string) => headerValues({ headerFields }, name);
  const author = readAuthor(values('from'));
  return {
    headerFields,
    author,
    from: author ? [author] : parseAddresses(values('from')),
    to: parseAddresses(values('to')),
    cc: parseAddresses(values('cc')),
    replyTo: parseAddresses(values('reply-to')),
    deliveredTo: readDeliveredTo([...values('delivered-to'), ...values('x-original-to')]),
    subject: cleanText(decodeWords(values('subject')[0] ?? '')).slice(0, MAX_SUBJECT_CHARACTERS),
    messageId: readMessageIds(values('message-id')).at(0),
    inReplyTo: readMessageIds(values('in-reply-to')),
    references: readMessageIds(values('references')),
    date: values('date')[0],
  };
}

/** Servers write the bare address, some in angle brackets. */
function readDeliveredTo(values: string[]): string[] {
  const addresses = values
    .slice(0, MAX_DELIVERED_TO)
    .map((value) => normaliseAddress(value.replace(/^<(.*)>$/, '$1')));
  return [...new Set(addresses.filter((address) => address !== undefined))];
}
