import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { mailLinkItem } from '../items/erasing-items.ts';
import { mailItem } from '../items/mail-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { IF_NEW, put, remove, type Write } from '../write.ts';
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
 * The record, then what leads to the mail; one that made a message is found by it, in the partition of its conversation. A record that is there
 * stays, unless it still has the outcome that is being replaced; it may be of before the index of authors.
 */
export const recordWrites = (
  record: MailRecord,
  replaces: MailRecord['outcome'] | undefined,
): [Write, ...Write[]] => [
  put(
    mailItem,
    keys.mail(record.mailId),
    record,
    replaces === undefined
      ? IF_NEW
      : { if: 'attribute_not_exists(pk) OR outcome = :replaces', values: { replaces } },
  ),
  ...linksTo(record)
    .filter(({ sk }) => record.messageId === undefined || !sk.startsWith('MAIL#'))
    .map((key) => put(mailLinkItem, key, { mailId: record.mailId })),
  ...(replaces === undefined ? [] : [remove(linkOfAuthor(record))]),
];
