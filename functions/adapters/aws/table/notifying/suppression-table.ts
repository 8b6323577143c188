import type { SuppressionDirectory, SuppressionStore } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { softBouncesItem, suppressionItem } from '../items/outgoing-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { IF_NEW, put } from '../write.ts';

/** Addresses that are not written to any more (S16). */
export function createSuppressionTable(items: ItemStore): SuppressionStore & SuppressionDirectory {
  return {
    among: async (addresses) => {
      const found = await items.getMany(suppressionItem, addresses.map(keys.suppression));
      return new Set(found.flatMap((one) => (one ? [one.address] : [])));
    },
    suppress: async (address, reason, at) => {
      // the first reason stays: a later bounce must not hide a complaint
      const value = { address, reason, at };
      await items.write(put(suppressionItem, keys.suppression(address), value, IF_NEW));
    },
    details: async (addresses) => {
      const found = await items.getMany(suppressionItem, addresses.map(keys.suppression));
      return new Map(found.flatMap((one) => (one ? [[one.address, one]] : [])));
    },
    list: (options) =>
      items.page(suppressionItem, {
        partition: INDEX_PARTITIONS.suppressions,
        isIndex: true,
        isNewestFirst: true,
        ...options,
      }),
    lift: async (address) => {
      await items.removeMany([keys.softBounces(address)]);
      return Boolean(await items.remove(suppressionItem, keys.suppression(address)));
    },
    countSoftBounce: async (address, sesMessageId) => {
      const change = { add: { mails: new Set([sesMessageId]) } };
      return (await items.set(softBouncesItem, keys.softBounces(address), change)).mails.size;
    },
  };
}
