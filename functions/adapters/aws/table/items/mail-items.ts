import * as v from 'valibot';
import { addressHash } from '../../../../conversations/people/address-hash.ts';
import { SIGNALS } from '../../../../conversations/signals/signal.ts';
import { type Envelope, VERDICTS, type Verdicts } from '../../../../mail/message.ts';
import {
  INBOUND_REASONS,
  type Outcome,
  REPLY_TO_FAULTS,
} from '../../../../steps/receiving/outcome.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { DAY_MS, days, type ItemKind, itemKind, objectOf, type ValueOf } from '../item-kind.ts';
import { INDEX_PARTITIONS } from '../keys.ts';

const verdict = v.optional(v.picklist(VERDICTS));
const verdicts = objectOf<Verdicts>({
  spf: verdict,
  dkim: verdict,
  dmarc: verdict,
  spam: verdict,
  virus: verdict,
  spfDomain: v.optional(v.string()),
  dkimDomains: v.optional(v.array(v.string())),
  dmarcDomain: v.optional(v.string()),
  internalDomain: v.optional(v.string()),
  sealedHeaders: v.optional(v.array(v.string())),
});
const envelope = objectOf<Envelope>({
  reversePath: v.optional(v.string()),
  forwardPaths: v.array(v.string()),
});

const reasons = <Kind extends Outcome['outcome']>(outcome: Kind) =>
  v.object({ outcome: v.literal(outcome), reason: v.picklist(INBOUND_REASONS[outcome]) });
const outcome = v.variant('outcome', [
  reasons('delivered'),
  reasons('ignored'),
  reasons('held'),
  reasons('rejected'),
  reasons('duplicate'),
]);

/**
 * The record of an inbound mail. Lists sort by the time of receipt, and the expiry counts from it. `gsi2` leads from the author to it
 * (S19).
 */
export const mailItem: ItemKind<MailRecord> = {
  name: 'record of a mail',
  type: 'mail',
  schema: v.intersect([
    outcome,
    objectOf<Omit<MailRecord, keyof Outcome>>({
      mailId: v.string(),
      receivedAt: v.string(),
      from: v.string(),
      subject: v.string(),
      verdicts,
      signal: v.optional(v.picklist(SIGNALS)),
      passedOver: v.optional(
        v.array(
          v.object({ signal: v.picklist(SIGNALS), conversationId: v.string(), why: v.string() }),
        ),
      ),
      replyToFault: v.optional(v.picklist(REPLY_TO_FAULTS)),
      conversationId: v.optional(v.string()),
      messageId: v.optional(v.string()),
      detail: v.optional(v.string()),
      via: v.picklist(['ses', 'mailbox']),
      mailbox: v.optional(v.string()),
      envelope,
    }),
  ]),
  index: ({ receivedAt, mailId, reason }) => ({
    gsi1pk: INDEX_PARTITIONS.mails(reason),
    gsi1sk: `${receivedAt}#${mailId}`,
  }),
  keyIndex: ({ receivedAt, mailId, from }) =>
    from === ''
      ? undefined
      : {
          gsi2pk: INDEX_PARTITIONS.mailsOf(addressHash(from)),
          gsi2sk: `${receivedAt}#${mailId}`,
        },
  expiry: ({ receivedAt }, recordDays) => Date.parse(receivedAt) + recordDays * DAY_MS,
};

/** The mail that made a message under a fingerprint (S15). It is kept at least as long as the raw mail can be looked at again. */
export const duplicateItem = itemKind(
  'duplicate guard',
  ({ until }, recordDays) => until ?? Date.now() + recordDays * DAY_MS,
  {
    mailId: v.string(),
    /** Where the mail was delivered, until that is erased: a follow-up that names its Message-ID belongs there (S1). */
    conversationId: v.optional(v.string()),
    /** Epoch milliseconds; undefined: valid as long as the item exists. */
    until: v.optional(v.number()),
  },
);

/** The number of the conversation that a mail opens. It is kept longer than the mail can wait in a queue and its dead-letter queue. */
export const mailNumberItem = itemKind('number for a mail', days(30), {
  conversationId: v.string(),
});

/** Mails that named a conversation with a wrong code in one hour (S2). */
export const wrongCodesItem = itemKind('count of wrong codes', days(1), {
  mailIds: v.set(v.string()),
});

/** When a stored mail without an outcome may be queued again; useless once the raw mail may have expired. */
export const requeueTryItem = itemKind('try of queueing a mail again', days(90), {
  nextAtMs: v.number(),
});

/** Conversations that unauthenticated mail opened in one hour (S7). */
export const openingsItem = itemKind('count of opened conversations', days(1), {
  count: v.number(),
});

export const openingItem = itemKind('opened conversation', days(1), { hour: v.string() });

/** The first mail that had a staff mail's fingerprint (S4). */
export const seenMailItem = itemKind('staff mail that was seen', 'with-mail-records', {
  mailId: v.string(),
});

/** A question to an agent (S22). */
export const questionItem = itemKind('question to an agent', days(14), {
  mailId: v.string(),
  agentId: v.string(),
  yes: v.string(),
});

/** The last question to an agent, for the limit of one an hour. Kept as long as SQS keeps an order that may come again. */
export const askedItem = itemKind('last question to an agent', days(14), {
  mailId: v.string(),
  askedAtMs: v.number(),
  lease: v.optional(v.string()),
  /** Epoch milliseconds: a function is asking now; undefined: the question was sent. */
  leaseUntil: v.optional(v.number()),
});

/** A link to a mail; its key tells from where. */
export const mailLinkItem = itemKind(
  'link to a mail',
  'with-mail-records',
  { mailId: v.string() },
  { type: 'mail-link' },
);

/** An item of a conversation's partition that leads to a mail, with its sort key. Only for reading. */
export const mailPlaceItem = itemKind('place of a mail', 'never', {
  sk: v.string(),
  mailId: v.string(),
});
export type MailPlace = ValueOf<typeof mailPlaceItem>;

/** The files of a mail; written before the first file is stored. */
export const filesOfMailItem = itemKind('files of a mail', 'with-mail-records', {
  attachmentIds: v.array(v.string()),
  /** Epoch milliseconds of the last try to store them. */
  storedAt: v.number(),
  /** The files are being deleted, because no message names them. */
  isSwept: v.optional(v.boolean()),
});
