import type { GuestStore } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { guestItem } from '../items/conversation-items.ts';
import { keys, ranges } from '../keys.ts';
import { check, IF_THERE, put } from '../write.ts';

/** Guests who get rows; in a conversation with more, the others get none. */
const MAX_GUESTS = 50;

/** Guests of a conversation (S3). */
export const createGuestTable = (items: ItemStore): GuestStore => ({
  remember: async (conversationId, address) => {
    await items.write(
      put(guestItem, keys.guest(conversationId, address), { address }),
      // nothing of an erased conversation may come back (S19)
      check(keys.conversation(conversationId), IF_THERE),
    );
  },
  list: async (conversationId) => {
    const query = { ...ranges.guests(conversationId), limit: MAX_GUESTS };
    const guests = await items.page(guestItem, query);
    return guests.items.map(({ address }) => address);
  },
});
