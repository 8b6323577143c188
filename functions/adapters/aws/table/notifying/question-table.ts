import type { QuestionStore } from '../../../../steps/notifying/ports.ts';
import type { StaffQuestions } from '../../../../steps/receiving/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { askedItem, questionItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { put, remove } from '../write.ts';

const HOUR_MS = 3_600_000;

/** Questions to agents (S22): one an hour each, and what a code stands for. */
export function createQuestionTable(
  items: ItemStore,
): QuestionStore & Pick<StaffQuestions, 'find'> {
  return {
    claim: async ({ mailId, agentId }, nowMs) => {
      const result = await items.write(
        put(
          askedItem,
          keys.asked(agentId),
          { mailId, askedAtMs: nowMs },
          {
            if: 'attribute_not_exists(pk) OR askedAtMs <= :before',
            values: { before: nowMs - HOUR_MS },
          },
        ),
      );
      return result.isDone;
    },
    release: async ({ mailId, agentId }) => {
      const ours = { if: 'mailId = :mailId', values: { mailId } };
      await items.write(remove(keys.asked(agentId), ours));
    },
    remember: async (code, question) => {
      await items.write(put(questionItem, keys.question(code), question));
    },
    find: (code) => items.get(questionItem, keys.question(code)),
  };
}
