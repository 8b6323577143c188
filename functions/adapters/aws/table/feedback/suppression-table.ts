import type { BouncedReason } from '../../../../conversations/recipients/delivery.ts';
import type {
  BouncedMail,
  SuppressionDirectory,
  SuppressionStore,
} from '../../../../steps/feedback/ports.ts';
import type { Condition } from '../expressions.ts';
import type { ItemStore } from '../item-store.ts';
import { softBouncesItem, suppressionItem } from '../items/suppression-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import {
  check,
  IF_NEW,
  IF_THERE,
  ifExpired,
  ifNotExpired,
  put,
  remove,
  update,
  type Write,
} from '../write.ts';

/** An erasure deletes the mail's item before the suppression, so a late write for an erased person fails (S19). */
const mailIsKnown = ({ sesMessageId }: BouncedMail): Write =>
  check(keys.sentMail(sesMessageId), IF_THERE);

/** The first reason stays, but a complaint outweighs a bounce, in whatever order their events come. */
const ifGraver = (reason: BouncedReason): Condition =>
  reason === 'complaint' ? { if: `${IF_NEW.if} OR reason <> :reason`, values: { reason } } : IF_NEW;

/** A count that has expired begins anew, although the item is still there. */
const countSoftBounce = (items: ItemStore, mail: BouncedMail): Promise<number> =>
  tryUntilDone('counting a soft bounce', async () => {
    const key = keys.softBounces(mail.recipient);
    const change = { add: { mails: new Set([mail.sesMessageId]) } };
    const count = update(softBouncesItem, key, change, ifNotExpired(Date.now()));
    const result = await items.write(count, mailIsKnown(mail));
    if (!result.hasFailed(count)) return (await items.get(softBouncesItem, key))?.mails.size ?? 0;
    await items.write(remove(key, ifExpired(Date.now())));
    return AGAIN;
  });

/** Addresses that no mail is sent to any more (S16). */
export function createSuppressionTable(items: ItemStore): SuppressionStore & SuppressionDirectory {
  return {
    among: async (addresses) => {
      const found = await items.getExisting(suppressionItem, addresses.map(keys.suppression));
      return new Map(found.map((one) => [one.address, one]));
    },
    suppress: async (mail, reason, at) => {
      const { recipient: address } = mail;
      const value = { address, reason, at };
      await items.write(
        put(suppressionItem, keys.suppression(address), value, ifGraver(reason)),
        mailIsKnown(mail),
      );
    },
    list: (options) =>
      items.page(suppressionItem, {
        partition: INDEX_PARTITIONS.suppressions,
        index: 'gsi1',
        isNewestFirst: true,
        ...options,
      }),
    lift: async (address) => {
      await items.removeMany([keys.softBounces(address)]);
      return items.remove(keys.suppression(address));
    },
    countSoftBounce: (mail) => countSoftBounce(items, mail),
  };
}
