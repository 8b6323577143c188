import * as v from 'valibot';
import {
  DELIVERY_REASONS,
  type Delivery,
  type DeliverySummary,
} from '../../../../conversations/recipients/delivery.ts';
import { days, type ItemKind, itemKind, objectOf } from '../item-kind.ts';
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
export const pendingItem = itemKind(
  'pending delivery',
  'with-mail-records',
  {
    ...aboutRow,
    recipient: v.string(),
    decision: v.literal(PENDING),
    reason: v.picklist(DELIVERY_REASONS.sent),
    windowId: v.string(),
  },
  { type: 'delivery' },
);

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
