import type { GuestStore } from '../../../../steps/notifying/ports.ts';
import { beginningWith, type ItemStore } from '../item-store.ts';
import { guestItem } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { check, IF_THERE, put } from '../write.ts';

/** A conversation that was forwarded to more guests than this shows rows for the first of them. */
const MAX_GUESTS = 50;

/** Guests of a conversation (S3). */
export function createGuestTable(items: ItemStore): GuestStore {
  return {
    remember: async (conversationId, address) => {
      await items.write(
        put(guestItem, keys.guest(conversationId, address), { address }),
        // nothing comes back of what was erased (S19)
        check(keys.conversation(conversationId), IF_THERE),
      );
    },
    list: async (conversationId) => {
      const guests = await items.page(guestItem, {
        partition: keys.conversation(conversationId).pk,
        ...beginningWith('GUEST#'),
        limit: MAX_GUESTS,
      });
      return guests.items.map(({ address }) => address);
    },
  };
}
