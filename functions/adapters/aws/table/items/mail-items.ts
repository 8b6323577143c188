import * as v from 'valibot';
import { addressHash } from '../../../../conversations/address-hash.ts';
import { SIGNALS } from '../../../../conversations/signal.ts';
import { type Envelope, VERDICTS, type Verdicts } from '../../../../mail/message.ts';
import {
  INBOUND_REASONS,
  type Outcome,
  REPLY_TO_FAULTS,
} from '../../../../steps/receiving/outcome.ts';
import type { MailRecord, StaffQuestion } from '../../../../steps/receiving/ports.ts';
import { type Item, type ItemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, ITEM_TYPES } from '../keys.ts';

const DAY_MS = 86_400_000;

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

/** The record of a mail that came in: lists sort by the time of receipt, and TTL counts from it. Its author leads to it (S19). */
export const mailItem: ItemKind<MailRecord> = {
  name: 'record of a mail',
  type: ITEM_TYPES.mail,
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

/** Whose record has this key. */
export const mailOfKey = ({ pk }: Item) => ({ mailId: String(pk).slice('MAIL#'.length) });

interface DuplicateGuard {
  mailId: string;
  /** Where the mail was delivered, until that is erased: a follow-up that names its Message-ID belongs there (S1). */
  conversationId?: string;
  /** Epoch milliseconds; undefined: the fingerprint stands for the mail as long as it is kept. */
  until?: number;
}

/** The mail that made a message under a fingerprint (S15): kept at least as long as its octets could be looked at again. */
export const duplicateItem: ItemKind<DuplicateGuard> = {
  name: 'duplicate guard',
  schema: objectOf<DuplicateGuard>({
    mailId: v.string(),
    conversationId: v.optional(v.string()),
    until: v.optional(v.number()),
  }),
  expiry: ({ until }, recordDays) => until ?? Date.now() + recordDays * DAY_MS,
};

/** The number of the conversation that a mail opens. */
export const mailNumberItem: ItemKind<{ conversationId: string }> = {
  name: 'number for a mail',
  schema: v.object({ conversationId: v.string() }),
  // longer than a mail may wait in a queue and its dead-letter queue
  expiry: { days: 30 },
};

/** Mails that named a conversation with a wrong code in one hour (S2). */
export const wrongCodesItem: ItemKind<{ mailIds: Set<string> }> = {
  name: 'count of wrong codes',
  schema: v.object({ mailIds: v.set(v.string()) }),
  expiry: { days: 1 },
};

/** When a stored mail without an outcome may be queued again. */
export const requeueTryItem: ItemKind<{ nextAtMs: number }> = {
  name: 'try of queueing a mail again',
  schema: v.object({ nextAtMs: v.number() }),
  // of no use once the raw mail may be gone
  expiry: { days: 90 },
};

/** Conversations that unauthenticated mail opened in one hour (S7). */
export const openingsItem: ItemKind<{ count: number }> = {
  name: 'count of opened conversations',
  schema: v.object({ count: v.number() }),
  expiry: { days: 1 },
};

export const openingItem: ItemKind<{ hour: string }> = {
  name: 'opened conversation',
  schema: v.object({ hour: v.string() }),
  expiry: { days: 1 },
};

/** The first mail with a fingerprint of a staff mail (S4). */
export const seenMailItem: ItemKind<{ mailId: string }> = {
  name: 'staff mail that was seen',
  schema: v.object({ mailId: v.string() }),
  expiry: 'with-mail-records',
};

/** What an agent was asked (S22). */
export const questionItem: ItemKind<StaffQuestion> = {
  name: 'question to an agent',
  schema: objectOf<StaffQuestion>({ mailId: v.string(), agentId: v.string() }),
  expiry: { days: 14 },
};

/** When an agent was asked last. `leaseUntil`, epoch milliseconds: somebody is asking; without it the question was sent. */
interface Asked {
  mailId: string;
  askedAtMs: number;
  leaseUntil?: number;
}

export const askedItem: ItemKind<Asked> = {
  name: 'last question to an agent',
  schema: objectOf<Asked>({
    mailId: v.string(),
    askedAtMs: v.number(),
    leaseUntil: v.optional(v.number()),
  }),
  expiry: { days: 1 },
};
