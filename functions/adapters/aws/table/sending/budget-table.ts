import type { BudgetStore } from '../../../../steps/sending/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { budgetItem } from '../items/delivery-items.ts';
import { participantKey } from '../items/window-items.ts';
import { hourOf, keys } from '../keys.ts';
import { update } from '../write.ts';

/** Counts mails by conversation, recipient and clock hour (S17). */
export const createBudgetTable = (items: ItemStore): BudgetStore => ({
  take: async ({ conversationId, participant, windowId }, limit, now) => {
    const key = keys.budget(conversationId, participantKey(participant), hourOf(now));
    // a set of windows, not a number, so that a retry of the same mail counts once
    const condition = {
      if: 'attribute_not_exists(windows) OR size(windows) < :limit OR contains(windows, :windowId)',
      values: { limit, windowId },
    };
    const change = { add: { windows: new Set([windowId]) } };
    return (await items.write(update(budgetItem, key, change, condition))).isDone;
  },
});
