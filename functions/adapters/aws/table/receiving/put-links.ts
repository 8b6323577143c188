import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { mailLinkItem } from '../items/erasing-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { put, remove, type Write } from '../write.ts';
import { linkOfAuthor } from './mails-of-author.ts';

/** A mail that names more conversations than this is followed from the first of them. */
const MAX_NAMED_CONVERSATIONS = 10;

/** Conversations that the mail belongs to, or names among others (S1). */
export function conversationsOfMail({ conversationId, reason, detail = '' }: MailRecord): string[] {
  if (conversationId !== undefined) return [conversationId];
  return reason === 'conflicting-signals'
    ? detail.split(' ').slice(0, MAX_NAMED_CONVERSATIONS)
    : [];
}

/** What leads an erasure to this mail besides its author: its conversations, and the mail that it is a copy of (S19). */
export function linksTo(record: MailRecord): ItemKey[] {
  const { mailId, outcome, detail } = record;
  return [
    ...conversationsOfMail(record).map((id) => keys.mailOfConversation(id, record)),
    ...(outcome === 'duplicate' && detail !== undefined && detail !== mailId
      ? [keys.copyOfMail(detail, mailId)]
      : []),
  ];
}

/**
 * A mail that made a message is found by the message, which stands in the partition of its conversation. A record that is replaced may be of
 * before the index of authors.
 */
export const putLinks = (
  record: MailRecord,
  replaces: MailRecord['outcome'] | undefined,
): Write[] => [
  ...linksTo(record)
    .filter(({ sk }) => record.messageId === undefined || !sk.startsWith('MAIL#'))
    .map((key) => put(mailLinkItem, key, { mailId: record.mailId })),
  ...(replaces === undefined ? [] : [remove(linkOfAuthor(record))]),
];
