import type {
  BouncedMail,
  SuppressionDirectory,
  SuppressionStore,
} from '../../../../steps/feedback/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { softBouncesItem, suppressionItem } from '../items/suppression-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { check, IF_NEW, IF_THERE, put, update, type Write } from '../write.ts';

/** An erasure deletes the mail's item before the suppression, so a late write for an erased person fails (S19). */
const mailIsKnown = ({ sesMessageId }: BouncedMail): Write =>
  check(keys.sentMail(sesMessageId), IF_THERE);

/** Addresses that no mail is sent to any more (S16). */
export function createSuppressionTable(items: ItemStore): SuppressionStore & SuppressionDirectory {
  return {
    among: async (addresses) => {
      const found = await items.getExisting(suppressionItem, addresses.map(keys.suppression));
      return new Set(found.map(({ address }) => address));
    },
    suppress: async (mail, reason, at) => {
      const { recipient: address } = mail;
      // IF_NEW keeps the first reason: a later bounce must not hide a complaint
      const value = { address, reason, at };
      await items.write(
        put(suppressionItem, keys.suppression(address), value, IF_NEW),
        mailIsKnown(mail),
      );
    },
    details: async (addresses) => {
      const found = await items.getExisting(suppressionItem, addresses.map(keys.suppression));
      return new Map(found.map((one) => [one.address, one]));
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
    countSoftBounce: async (mail) => {
      const key = keys.softBounces(mail.recipient);
      const change = { add: { mails: new Set([mail.sesMessageId]) } };
      await items.write(update(softBouncesItem, key, change), mailIsKnown(mail));
      return (await items.get(softBouncesItem, key))?.mails.size ?? 0;
    },
  };
}
