import type { BudgetStore } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { budgetItem, participantKey } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { update } from '../write.ts';

const HOUR_MS = 3_600_000;

/** Mails per conversation, recipient and clock hour (S17). */
export function createBudgetTable(items: ItemStore): BudgetStore {
  return {
    take: async ({ conversationId, participant, windowId }, limit, now) => {
      const hour = new Date(Math.floor(now / HOUR_MS) * HOUR_MS).toISOString();
      const key = keys.budget(conversationId, participantKey(participant), hour);
      // a set of windows, not a number: a retry of the same mail takes nothing more
      const condition = {
        if: 'attribute_not_exists(windows) OR size(windows) < :limit OR contains(windows, :windowId)',
        values: { limit, windowId },
      };
      const change = { add: { windows: new Set([windowId]) } };
      return (await items.write(update(budgetItem, key, change, condition))).isDone;
    },
  };
}
