import * as z from 'zod/mini';
import { SIGNALS } from '../../../../conversations/signal.ts';
import { type Envelope, VERDICTS, type Verdicts } from '../../../../mail/message.ts';
import {
  INBOUND_REASONS,
  type Outcome,
  REPLY_TO_FAULTS,
} from '../../../../steps/receiving/outcome.ts';
import type { MailRecord, StaffQuestion } from '../../../../steps/receiving/ports.ts';
import { type ItemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, ITEM_TYPES } from '../keys.ts';

const DAY_MS = 86_400_000;

const verdict = z.optional(z.enum(VERDICTS));
const verdicts = objectOf<Verdicts>({
  spf: verdict,
  dkim: verdict,
  dmarc: verdict,
  spam: verdict,
  virus: verdict,
  spfDomain: z.optional(z.string()),
  dkimDomains: z.optional(z.array(z.string())),
  dmarcDomain: z.optional(z.string()),
  internalDomain: z.optional(z.string()),
  sealedHeaders: z.optional(z.array(z.string())),
});
const envelope = objectOf<Envelope>({
  reversePath: z.optional(z.string()),
  forwardPaths: z.array(z.string()),
});

const reasons = <Kind extends Outcome['outcome']>(outcome: Kind) =>
  z.object({ outcome: z.literal(outcome), reason: z.enum(INBOUND_REASONS[outcome]) });
const outcome = z.discriminatedUnion('outcome', [
  reasons('delivered'),
  reasons('ignored'),
  reasons('held'),
  reasons('rejected'),
  reasons('duplicate'),
]);

/** The record of a mail that came in: lists sort by the time of receipt, and TTL counts from it. */
export const mailItem: ItemKind<MailRecord> = {
  name: 'record of a mail',
  type: ITEM_TYPES.mail,
  schema: z.intersection(
    outcome,
    objectOf<Omit<MailRecord, keyof Outcome>>({
      mailId: z.string(),
      receivedAt: z.string(),
      from: z.string(),
      subject: z.string(),
      verdicts,
      signal: z.optional(z.enum(SIGNALS)),
      passedOver: z.optional(
        z.array(z.object({ signal: z.enum(SIGNALS), conversationId: z.string(), why: z.string() })),
      ),
      replyToFault: z.optional(z.enum(REPLY_TO_FAULTS)),
      conversationId: z.optional(z.string()),
      messageId: z.optional(z.string()),
      detail: z.optional(z.string()),
      via: z.enum(['ses', 'mailbox']),
      mailbox: z.optional(z.string()),
      envelope,
    }),
  ),
  index: ({ receivedAt, mailId, reason }) => ({
    gsi1pk: INDEX_PARTITIONS.mails(reason),
    gsi1sk: `${receivedAt}#${mailId}`,
  }),
  expiry: ({ receivedAt }, recordDays) => Date.parse(receivedAt) + recordDays * DAY_MS,
};

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
    mailId: z.string(),
    conversationId: z.optional(z.string()),
    until: z.optional(z.number()),
  }),
  expiry: ({ until }, recordDays) => until ?? Date.now() + recordDays * DAY_MS,
};

/** The number of the conversation that a mail opens. */
export const mailNumberItem: ItemKind<{ conversationId: string }> = {
  name: 'number for a mail',
  schema: z.object({ conversationId: z.string() }),
  // longer than a mail may wait in a queue and its dead-letter queue
  expiry: { days: 30 },
};

/** Mails that named a conversation with a wrong code in one hour (S2). */
export const wrongCodesItem: ItemKind<{ mailIds: Set<string> }> = {
  name: 'count of wrong codes',
  schema: z.object({ mailIds: z.set(z.string()) }),
  expiry: { days: 1 },
};

/** When a stored mail without an outcome may be queued again. */
export const requeueTryItem: ItemKind<{ nextAtMs: number }> = {
  name: 'try of queueing a mail again',
  schema: z.object({ nextAtMs: z.number() }),
  // of no use once the raw mail may be gone
  expiry: { days: 90 },
};

/** Conversations that unauthenticated mail opened in one hour (S7). */
export const openingsItem: ItemKind<{ count: number }> = {
  name: 'count of opened conversations',
  schema: z.object({ count: z.number() }),
  expiry: { days: 1 },
};

export const openingItem: ItemKind<{ hour: string }> = {
  name: 'opened conversation',
  schema: z.object({ hour: z.string() }),
  expiry: { days: 1 },
};

/** The first mail with a fingerprint of a staff mail (S4). */
export const seenMailItem: ItemKind<{ mailId: string }> = {
  name: 'staff mail that was seen',
  schema: z.object({ mailId: z.string() }),
  expiry: 'with-mail-records',
};

/** What an agent was asked (S22). */
export const questionItem: ItemKind<StaffQuestion> = {
  name: 'question to an agent',
  schema: objectOf<StaffQuestion>({ mailId: z.string(), agentId: z.string() }),
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
    mailId: z.string(),
    askedAtMs: z.number(),
    leaseUntil: z.optional(z.number()),
  }),
  expiry: { days: 1 },
};
