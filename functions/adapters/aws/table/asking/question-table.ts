import type { QuestionStore, StaffQuestions } from '../../../../steps/asking/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { askedItem, questionItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { persist } from '../retry.ts';
import { ifStill, put, remove, update } from '../write.ts';

const HOUR_MS = 3_600_000;
/** Longer than an attempt to send, shorter than the queue's retries. */
const LEASE_MS = 60_000;

/** Questions to agents (S22): one an hour for each agent, and the question behind each code. */
export function createQuestionTable(
  items: ItemStore,
): QuestionStore & Pick<StaffQuestions, 'find'> {
  return {
    claim: async ({ mailId, agentId }, nowMs) => {
      const asking = { mailId, askedAtMs: nowMs, leaseUntil: nowMs + LEASE_MS };
      const isFree = {
        if: 'attribute_not_exists(pk) OR askedAtMs <= :before OR leaseUntil <= :nowMs',
        values: { before: nowMs - HOUR_MS, nowMs },
      };
      const ask = put(askedItem, keys.asked(agentId), asking, isFree);
      const result = await items.write(ask);
      if (result.isDone) return 'claimed';
      const found = result.found(ask, askedItem);
      return found?.mailId === mailId && found.leaseUntil !== undefined ? 'in-hand' : 'used-up';
    },
    asked: async ({ mailId, agentId }) => {
      const change = { remove: ['leaseUntil' as const] };
      const note = update(askedItem, keys.asked(agentId), change, ifStill({ mailId }));
      await persist(`noting that ${agentId} was asked`, () => items.write(note));
    },
    release: async ({ mailId, agentId }) => {
      await items.write(remove(keys.asked(agentId), ifStill({ mailId })));
    },
    remember: async (code, question) => {
      await items.write(put(questionItem, keys.question(code), question));
    },
    find: (code) => items.get(questionItem, keys.question(code)),
  };
}
