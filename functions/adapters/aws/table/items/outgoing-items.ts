import * as v from 'valibot';
import {
  DELIVERY_REASONS,
  type Delivery,
  type DeliverySummary,
} from '../../../../conversations/delivery.ts';
import { SUPPRESSION_REASONS, type Suppression } from '../../../../steps/notifying/ports.ts';
import { days, type ItemKind, itemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS } from '../keys.ts';
import { participant } from './people-items.ts';

/** Windows of a recipient that were counted in one hour (S17); kept until every retry that might ask again is over. */
export const budgetItem = itemKind('count of mails', days(2), { windows: v.set(v.string()) });

/**
 * The decision of a row that waits for its mail; not shown, because nothing is decided yet. Once the mail is sent, its window tells it for
 * all rows.
 */
export const PENDING = 'pending' as const;

const aboutRow = {
  messageId: v.string(),
  recipient: v.optional(v.string()),
  participant,
  at: v.string(),
};

/** A row that waits for its mail, with the window it waits in. */
const pending = itemKind('pending delivery', 'with-mail-records', {
  ...aboutRow,
  recipient: v.string(),
  decision: v.literal(PENDING),
  reason: v.picklist(DELIVERY_REASONS.sent),
  windowId: v.string(),
});
export const pendingItem: typeof pending = { ...pending, type: 'delivery' };

/** A row whose window may know more about it. Only for reading. */
export const waitingRowItem = itemKind('waiting delivery', 'with-mail-records', {
  ...aboutRow,
  windowId: v.string(),
  delayedAt: v.optional(v.string()),
});

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

/** The decision about a message and a possible recipient, or a summary of many (S11). */
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

/** Set on a message when `notify` has decided about every recipient, so that `reconcile` need not look after it. */
export const decidedItem = itemKind('message that is decided about', 'never', {
  isDecided: v.optional(v.boolean()),
});

/** Somebody who joined a conversation by mail (S3). */
export const guestItem = itemKind('guest', 'never', { address: v.string() });

/** The id of a system message that is written once. */
export const noticeItem = itemKind('notice', 'never', {
  messageId: v.string(),
  createdAt: v.string(),
});

/** An address that no mail is sent to any more (S16). */
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

/** Soft bounces of an address. They expire, because a mailbox that was full a month ago may have room now. */
export const softBouncesItem = itemKind('count of soft bounces', days(30), {
  mails: v.set(v.string()),
});
