import * as v from 'valibot';
import { DELIVERY_REASONS } from '../../../../conversations/recipients/delivery.ts';
import type { Suppression } from '../../../../steps/feedback/ports.ts';
import { days, type ItemKind, itemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS } from '../keys.ts';

/** An address that no mail is sent to any more (S16). */
export const suppressionItem: ItemKind<Suppression> = {
  name: 'suppression',
  type: 'suppression',
  schema: objectOf<Suppression>({
    address: v.string(),
    reason: v.picklist(DELIVERY_REASONS.bounced),
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
