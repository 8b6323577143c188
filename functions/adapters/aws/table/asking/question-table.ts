import { randomUUID } from 'node:crypto';
import type { QuestionStore, StaffQuestions } from '../../../../steps/asking/ports.ts';
import { ATTEMPT_MS } from '../../../../steps/sending/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { askedItem, questionItem } from '../items/mail-items.ts';
import { sentMailItem } from '../items/window-items.ts';
import { keys } from '../keys.ts';
import { persist } from '../retry.ts';
import { ifStill, put, remove, update } from '../write.ts';

const HOUR_MS = 3_600_000;

/** Questions to agents (S22): one an hour for each agent, and the question behind each code. */
export function createQuestionTable(
  items: ItemStore,
): QuestionStore & Pick<StaffQuestions, 'find'> {
  return {
    claim: async ({ mailId, agentId }, now) => {
      const lease = { id: randomUUID(), until: now + ATTEMPT_MS.lease };
      // about the last mail they are not asked twice: its order may come again days later
      const isFree = {
        if: 'attribute_not_exists(pk) OR (askedAtMs <= :before AND mailId <> :mailId) OR leaseUntil <= :ended',
        values: { before: now - HOUR_MS, mailId, ended: now - ATTEMPT_MS.skew },
      };
      const asking = { mailId, askedAtMs: now, lease: lease.id, leaseUntil: lease.until };
      const ask = put(askedItem, keys.asked(agentId), asking, isFree);
      const result = await items.write(ask);
      if (result.isDone) return { kind: 'claimed', lease };
      const found = result.found(ask, askedItem);
      const isInHand = found?.mailId === mailId && found.leaseUntil !== undefined;
      return { kind: isInHand ? 'in-hand' : 'used-up' };
    },
    renew: async ({ mailId, agentId }, lease, now) => {
      const change = { set: { leaseUntil: now + ATTEMPT_MS.lease } };
      const isOurs = ifStill({ mailId, lease: lease.id });
      return (await items.write(update(askedItem, keys.asked(agentId), change, isOurs))).isDone;
    },
    giveBack: async ({ mailId, agentId }, lease) => {
      await items.write(remove(keys.asked(agentId), ifStill({ mailId, lease: lease.id })));
    },
    asked: async (mail) => {
      const { sesMessageId, question } = mail;
      const { mailId, agentId } = question;
      // whoever took the lease meanwhile can no longer renew it
      const change = { remove: ['lease' as const, 'leaseUntil' as const] };
      const note = update(askedItem, keys.asked(agentId), change, ifStill({ mailId }));
      const sent = put(sentMailItem, keys.sentMail(sesMessageId), mail);
      await persist(`noting that ${agentId} was asked`, async () => {
        const result = await items.write(note, sent);
        // another mail has the question of the hour, as our lease ended before this note
        if (result.hasFailed(note)) await items.write(sent);
      });
    },
    remember: async (code, question) => {
      await items.write(put(questionItem, keys.question(code), question));
    },
    find: (code) => items.getUnexpired(questionItem, keys.question(code)),
  };
}
