import type { BudgetStore, GuestStore, NoticeStore } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { budgetItem, guestItem, noticeItem } from '../items/outgoing-items.ts';
import { participantKey } from '../items/window-items.ts';
import { keys, ranges } from '../keys.ts';
import { check, IF_THERE, put, update } from '../write.ts';

const HOUR_MS = 3_600_000;

/** Counts mails by conversation, recipient and clock hour (S17). */
export function createBudgetTable(items: ItemStore): BudgetStore {
  return {
    take: async ({ conversationId, participant, windowId }, limit, now) => {
      const hour = new Date(Math.floor(now / HOUR_MS) * HOUR_MS).toISOString();
      const key = keys.budget(conversationId, participantKey(participant), hour);
      // a set of windows, not a number, so that a retry of the same mail counts once
      const condition = {
        if: 'attribute_not_exists(windows) OR size(windows) < :limit OR contains(windows, :windowId)',
        values: { limit, windowId },
      };
      const change = { add: { windows: new Set([windowId]) } };
      return (await items.write(update(budgetItem, key, change, condition))).isDone;
    },
  };
}

/** Guests who get rows; in a conversation with more, the others get none. */
const MAX_GUESTS = 50;

/** Guests of a conversation (S3). */
export function createGuestTable(items: ItemStore): GuestStore {
  return {
    remember: async (conversationId, address) => {
      await items.write(
        put(guestItem, keys.guest(conversationId, address), { address }),
        // nothing of an erased conversation may come back (S19)
        check(keys.conversation(conversationId), IF_THERE),
      );
    },
    list: async (conversationId) => {
      const guests = await items.page(guestItem, {
        ...ranges.guests(conversationId),
        limit: MAX_GUESTS,
      });
      return guests.items.map(({ address }) => address);
    },
  };
}

/** Gives a system message one id, whoever asks first; under one id it is written once (S17). */
export function createNoticeTable(items: ItemStore): NoticeStore {
  return {
    claim: (conversationId, notice, proposal) =>
      items.set(noticeItem, keys.notice(conversationId, notice), { setOnce: proposal }),
  };
}
