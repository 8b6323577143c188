import * as v from 'valibot';
import {
  DELIVERY_REASONS,
  type Delivery,
  type DeliverySummary,
} from '../../../../conversations/delivery.ts';
import type { Participant } from '../../../../conversations/people.ts';
import {
  type OutgoingWindow,
  type SettledState,
  SUPPRESSION_REASONS,
  type Suppression,
  type ThreadMail,
  type WindowName,
} from '../../../../steps/notifying/ports.ts';
import type { SentMail } from '../../../../steps/receiving/ports.ts';
import { days, type Item, type ItemKind, itemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import type { Change, ItemFields } from '../write.ts';

export const participant = objectOf<Participant>({
  kind: v.picklist(['user', 'agent', 'guest']),
  id: v.string(),
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

/** A grouping window (S8): in the index until it is settled; a claim and a lease are no write there. */
export const windowItem: ItemKind<StoredWindow> = {
  name: 'grouping window',
  type: 'outgoing',
  schema: objectOf<StoredWindow>({
    conversationId: v.string(),
    participant,
    windowId: v.string(),
    messageIds: v.array(v.string()),
    recipient: v.optional(v.string()),
    authors: v.optional(v.array(participant)),
    closesAt: v.number(),
    state: v.picklist(['open', 'closed', 'sent', 'failed', 'dropped']),
    lease: v.optional(v.string()),
    leaseUntil: v.optional(v.number()),
  }),
  keyIndex: ({ closesAt }) => ({ gsi2pk: INDEX_PARTITIONS.outgoing, gsi2sk: nextTry(closesAt) }),
  expiry: 'with-mail-records',
};

/** Until November 2026 windows under way stood in `gsi1`: one of them moves with its next change (docs/decisions/0109). */
export const INDEX_OF_BEFORE = ['gsi1pk', 'gsi1sk'] as const;

/** Nothing more happens to the window: it leaves the index with its lease. */
export const settled = (state: SettledState): Change<StoredWindow & ItemFields> => ({
  set: { state },
  remove: ['lease', 'leaseUntil', 'gsi2pk', 'gsi2sk', ...INDEX_OF_BEFORE],
});

/** `"CONVERSATION#<n>"`, `"OUTGOING#<kind>#<id>#<windowId>"`: an id may hold a `#`, a windowId holds none. */
export function windowOfKey({ pk, sk }: Item): WindowName {
  const [, conversationId = ''] = String(pk).split('#');
  const [, kind, ...rest] = String(sk).split('#');
  const windowId = rest.pop() ?? '';
  return {
    conversationId,
    participant: { kind: kind as 'user' | 'agent', id: rest.join('#') },
    windowId,
  };
}

/** Which window takes a recipient's messages now. */
export const openWindowItem = itemKind('pointer to the open window', days(1), {
  windowId: v.string(),
  closesAt: v.number(),
});

/** Windows of a recipient whose mail was counted in one hour (S17): kept until every retry is over that might ask again. */
export const budgetItem = itemKind('count of mails', days(2), { windows: v.set(v.string()) });

/** Of a row that waits for its mail: not shown, because nothing is decided yet. */
export const PENDING = 'pending' as const;

const aboutRow = {
  messageId: v.string(),
  recipient: v.optional(v.string()),
  participant,
  at: v.string(),
};

/** A row that waits for its mail, and in which window it does. */
const pending = itemKind('pending delivery', 'with-mail-records', {
  ...aboutRow,
  recipient: v.string(),
  decision: v.literal(PENDING),
  reason: v.picklist(DELIVERY_REASONS.sent),
  windowId: v.string(),
});
export const pendingItem: typeof pending = { ...pending, type: 'delivery' };

const decided = <Decision extends keyof typeof DELIVERY_REASONS, Fields extends v.ObjectEntries>(
  decision: Decision,
  fields: Fields,
) =>
  v.object({
    ...aboutRow,
    decision: v.literal(decision),
    reason: v.picklist(DELIVERY_REASONS[decision]),
    ...fields,
  });

/** What was decided about a message and a possible recipient, or about the rest of many (S11). */
export const deliveryItem: ItemKind<Delivery | DeliverySummary> = {
  name: 'delivery',
  type: 'delivery',
  schema: v.union([
    decided('sent', { sesMessageId: v.string(), delayedAt: v.optional(v.string()) }),
    decided('skipped', {}),
    decided('failed', {}),
    decided('bounced', { sesMessageId: v.string() }),
    objectOf<DeliverySummary>({
      messageId: v.string(),
      decision: v.literal('skipped'),
      reason: v.picklist(DELIVERY_REASONS.skipped),
      count: v.number(),
      at: v.string(),
    }),
  ]),
  expiry: 'with-mail-records',
};

/** On a message: `notify` is through with it, and `reconcile` need not look after it. */
export const decidedItem = itemKind('message that is decided about', 'never', {
  isDecided: v.optional(v.boolean()),
});

/** What SES's id of a mail of ours stands for (S1, signal 3). */
export const sentMailItem: ItemKind<SentMail> = {
  name: 'sent mail',
  schema: objectOf<SentMail>({
    sesMessageId: v.string(),
    conversationId: v.string(),
    participant,
    recipient: v.string(),
    messageIds: v.array(v.string()),
    at: v.string(),
  }),
  expiry: 'with-mail-records',
};

/** The text part of a mail that we sent (S12). */
export const sentTextItem = itemKind('text of a sent mail', 'with-mail-records', {
  sesMessageId: v.string(),
  /** Deflated (RFC 1951), in UTF-8: a text with its history is more than a kilobyte, and each costs two units in a transaction. */
  packed: v.optional(v.instance(Uint8Array)),
  /** As it was kept before it was packed (docs/decisions/0109). */
  text: v.optional(v.string()),
});

/** What one participant's mail program has of the conversation. */
export const threadItem = itemKind('thread', 'with-mail-records', {
  mails: v.array(objectOf<ThreadMail>({ messageId: v.string(), at: v.string() })),
});

/** Somebody who joined a conversation by mail (S3). */
export const guestItem = itemKind('guest', 'never', { address: v.string() });

/** The id of a system message that is written once. */
export const noticeItem = itemKind('notice', 'never', {
  messageId: v.string(),
  createdAt: v.string(),
});

/** An address that is not written to any more (S16). */
export const suppressionItem: ItemKind<Suppression> = {
  name: 'suppression',
  type: 'suppression',
  schema: objectOf<Suppression>({
    address: v.string(),
    reason: v.picklist(SUPPRESSION_REASONS),
    at: v.string(),
  }),
  index: ({ address, at }) => ({
    gsi1pk: INDEX_PARTITIONS.suppressions,
    gsi1sk: `${at}#${address}`,
  }),
  expiry: 'never',
};

/** Mails to an address that bounced for a passing reason: a mailbox that was full a month ago says nothing about today. */
export const softBouncesItem = itemKind('count of soft bounces', days(30), {
  mails: v.set(v.string()),
});
