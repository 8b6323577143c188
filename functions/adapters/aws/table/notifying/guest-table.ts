import type { GuestStore } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { guestItem } from '../items/conversation-items.ts';
import { keys, ranges } from '../keys.ts';
import { put } from '../write.ts';
import { messageStands } from './write-rows.ts';

/** Guests who get rows; in a conversation with more, the others get none. */
const MAX_GUESTS = 50;

/** Guests of a conversation (S3). */
export const createGuestTable = (items: ItemStore): GuestStore => ({
  remember: async ({ messageId, conversationId }, address) => {
    await items.write(
      put(guestItem, keys.guest(conversationId, address), { address }),
      // a guest or conversation that is erased may not come back: their messages go first (S19)
      messageStands(messageId),
    );
  },
  list: async (conversationId) => {
    const query = { ...ranges.guests(conversationId), limit: MAX_GUESTS };
    const guests = await items.page(guestItem, query);
    return guests.items.map(({ address }) => address);
  },
});
