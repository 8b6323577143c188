import * as z from 'zod/mini';
import {
  DELIVERY_REASONS,
  type Delivery,
  type DeliverySummary,
} from '../../../../conversations/delivery.ts';
import type { Participant } from '../../../../conversations/people.ts';
import {
  type OutgoingEntry,
  type OutgoingWindow,
  type SettledState,
  SUPPRESSION_REASONS,
  type Suppression,
  type ThreadMail,
  type WindowName,
} from '../../../../steps/notifying/ports.ts';
import type { SentMail } from '../../../../steps/receiving/ports.ts';
import { type ItemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, ITEM_TYPES, keys } from '../keys.ts';
import type { Change, ItemFields } from '../write.ts';

export const participant = objectOf<Participant>({
  kind: z.enum(['user', 'agent', 'guest']),
  id: z.string(),
});

/** `"user#u-1"`: keys hold the person, not the address, so that a changed address changes no window. */
export const participantKey = ({ kind, id }: Participant) => `${kind}#${id}`;

/** Messages of one window; one more opens the next. A transaction writes a row for each. */
export const MAX_MESSAGES_PER_WINDOW = 40;

export const windowKey = ({ conversationId, participant, windowId }: WindowName) =>
  keys.outgoing(conversationId, participantKey(participant), windowId);

/** `open`: takes messages. `closed`: its messages are fixed and the mail is on its way. The rest is settled. */
export type WindowState = 'open' | 'closed' | SettledState;

export interface StoredWindow extends OutgoingWindow {
  state: WindowState;
  lease?: string;
  /** Epoch milliseconds. */
  leaseUntil?: number;
}

/** Sort key of the index: when something should happen to the window, at the latest. */
export const nextTry = (epochMs: number) => new Date(epochMs).toISOString();

/** A grouping window (S8): in the index until it is settled. */
export const windowItem: ItemKind<StoredWindow> = {
  name: 'grouping window',
  type: ITEM_TYPES.outgoing,
  schema: objectOf<StoredWindow>({
    conversationId: z.string(),
    participant,
    windowId: z.string(),
    messageIds: z.array(z.string()),
    recipient: z.optional(z.string()),
    closesAt: z.number(),
    state: z.enum(['open', 'closed', 'sent', 'failed', 'dropped']),
    lease: z.optional(z.string()),
    leaseUntil: z.optional(z.number()),
  }),
  index: ({ closesAt }) => ({ gsi1pk: INDEX_PARTITIONS.outgoing, gsi1sk: nextTry(closesAt) }),
  expiry: 'with-mail-records',
};

/** Nothing more happens to the window: it leaves the index with its lease. */
export const settled = (state: SettledState): Change<StoredWindow & ItemFields> => ({
  set: { state },
  remove: ['lease', 'leaseUntil', 'gsi1pk', 'gsi1sk'],
});

/** Which window takes a recipient's messages now. */
export const openWindowItem: ItemKind<{ windowId: string; closesAt: number }> = {
  name: 'pointer to the open window',
  schema: z.object({ windowId: z.string(), closesAt: z.number() }),
  expiry: { days: 1 },
};

/** Windows of a recipient whose mail was counted in one hour (S17). */
export const budgetItem: ItemKind<{ windows: Set<string> }> = {
  name: 'count of mails',
  schema: z.object({ windows: z.set(z.string()) }),
  // the hour is over, and so is every retry that might ask again
  expiry: { days: 2 },
};

/** Of a row that waits for its mail: not shown, because nothing is decided yet. */
export const PENDING = 'pending' as const;

const aboutRow = {
  messageId: z.string(),
  recipient: z.optional(z.string()),
  participant,
  at: z.string(),
};

/** A row that waits for its mail, and in which window it does. */
export const pendingItem: ItemKind<
  Pick<OutgoingEntry, 'messageId' | 'recipient' | 'participant' | 'reason'> & {
    decision: typeof PENDING;
    windowId: string;
    at: string;
  }
> = {
  name: 'pending delivery',
  type: ITEM_TYPES.delivery,
  schema: z.object({
    ...aboutRow,
    recipient: z.string(),
    decision: z.literal(PENDING),
    reason: z.enum(DELIVERY_REASONS.sent),
    windowId: z.string(),
  }),
  expiry: 'with-mail-records',
};

const sesMessageId = z.string();

/** What was decided about a message and a possible recipient, or about the rest of many (S11). */
export const deliveryItem: ItemKind<Delivery | DeliverySummary> = {
  name: 'delivery',
  type: ITEM_TYPES.delivery,
  schema: z.union([
    z.object({
      ...aboutRow,
      decision: z.literal('sent'),
      reason: z.enum(DELIVERY_REASONS.sent),
      sesMessageId,
      delayedAt: z.optional(z.string()),
    }),
    z.object({
      ...aboutRow,
      decision: z.literal('skipped'),
      reason: z.enum(DELIVERY_REASONS.skipped),
    }),
    z.object({
      ...aboutRow,
      decision: z.literal('failed'),
      reason: z.enum(DELIVERY_REASONS.failed),
    }),
    z.object({
      ...aboutRow,
      decision: z.literal('bounced'),
      reason: z.enum(DELIVERY_REASONS.bounced),
      sesMessageId,
    }),
    objectOf<DeliverySummary>({
      messageId: z.string(),
      decision: z.literal('skipped'),
      reason: z.enum(DELIVERY_REASONS.skipped),
      count: z.number(),
      at: z.string(),
    }),
  ]),
  expiry: 'with-mail-records',
};

/** `notify` is through with a message: `reconcile` need not look after it. */
export const decidedItem: ItemKind<{ messageId: string }> = {
  name: 'end of decisions',
  schema: z.object({ messageId: z.string() }),
  // longer than reconcile may be behind
  expiry: { days: 7 },
};

/** What SES's id of a mail of ours stands for (S1, signal 3). */
export const sentMailItem: ItemKind<SentMail> = {
  name: 'sent mail',
  schema: objectOf<SentMail>({
    sesMessageId: z.string(),
    conversationId: z.string(),
    participant,
    recipient: z.string(),
    messageIds: z.array(z.string()),
    at: z.string(),
  }),
  expiry: 'with-mail-records',
};

interface SentText {
  sesMessageId: string;
  /** Deflated (RFC 1951), in UTF-8: a text with its history is more than a kilobyte, and each costs two units in a transaction. */
  packed?: Uint8Array;
  /** As it was kept before it was packed. */
  text?: string;
}

/** The text part of a mail that we sent (S12). */
export const sentTextItem: ItemKind<SentText> = {
  name: 'text of a sent mail',
  schema: objectOf<SentText>({
    sesMessageId: z.string(),
    packed: z.optional(z.instanceof(Uint8Array)),
    text: z.optional(z.string()),
  }),
  expiry: 'with-mail-records',
};

/** What one participant's mail program has of the conversation. */
export const threadItem: ItemKind<{ mails: ThreadMail[] }> = {
  name: 'thread',
  schema: z.object({
    mails: z.array(objectOf<ThreadMail>({ messageId: z.string(), at: z.string() })),
  }),
  expiry: 'with-mail-records',
};

/** Somebody who joined a conversation by mail (S3). */
export const guestItem: ItemKind<{ address: string }> = {
  name: 'guest',
  schema: z.object({ address: z.string() }),
  expiry: 'never',
};

/** The id of a system message that is written once. */
export const noticeItem: ItemKind<{ messageId: string; createdAt: string }> = {
  name: 'notice',
  schema: z.object({ messageId: z.string(), createdAt: z.string() }),
  expiry: 'never',
};

/** An address that is not written to any more (S16). */
export const suppressionItem: ItemKind<Suppression> = {
  name: 'suppression',
  type: ITEM_TYPES.suppression,
  schema: objectOf<Suppression>({
    address: z.string(),
    reason: z.enum(SUPPRESSION_REASONS),
    at: z.string(),
  }),
  index: ({ address, at }) => ({
    gsi1pk: INDEX_PARTITIONS.suppressions,
    gsi1sk: `${at}#${address}`,
  }),
  expiry: 'never',
};

/** Mails to an address that bounced for a passing reason. */
export const softBouncesItem: ItemKind<{ mails: Set<string> }> = {
  name: 'count of soft bounces',
  schema: z.object({ mails: z.set(z.string()) }),
  // a mailbox that was full a month ago says nothing about today
  expiry: { days: 30 },
};
