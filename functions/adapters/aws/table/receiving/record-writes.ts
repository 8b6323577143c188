import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { mailItem, mailLinkItem } from '../items/mail-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { IF_NEW, put, type Write } from '../write.ts';

/** Of a mail that names more conversations, only the first ones get a link. */
const MAX_NAMED_CONVERSATIONS = 10;

/** The conversation that the mail belongs to, or those that its conflicting signals name (S1). */
export function conversationsOfMail({ conversationId, reason, detail = '' }: MailRecord): string[] {
  if (conversationId !== undefined) return [conversationId];
  return reason === 'conflicting-signals'
    ? detail.split(' ').slice(0, MAX_NAMED_CONVERSATIONS)
    : [];
}

/** Keys of the links that lead an erasure to this mail: from its conversations, and from the mail it is a copy of (S19). */
export function linksTo(record: MailRecord): ItemKey[] {
  const { mailId, outcome, detail } = record;
  return [
    ...conversationsOfMail(record).map((id) => keys.mailOfConversation(id, record)),
    ...(outcome === 'duplicate' && detail !== undefined && detail !== mailId
      ? [keys.copyOfMail(detail, mailId)]
      : []),
  ];
}

/** Keys of the links that are written with the record. A mail that made a message needs none from its conversation: the message leads to it. */
export const linksOfRecord = (record: MailRecord): ItemKey[] =>
  linksTo(record).filter(({ sk }) => record.messageId === undefined || !sk.startsWith('MAIL#'));

/** The record and its links. An existing record stays, unless it has the outcome that is being replaced. */
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
  ...linksOfRecord(record).map((key) => put(mailLinkItem, key, { mailId: record.mailId })),
];
