import type { LookAfterMailPorts } from '../../../../steps/operating/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { requeueTryItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { put } from '../write.ts';

/** Keeps a mail that nothing helps from going round without end. */
export const createRequeueTries = (items: ItemStore): LookAfterMailPorts['tries'] => ({
  claim: async (mailId, nowMs, nextAtMs) => {
    const isFree = { if: 'attribute_not_exists(pk) OR nextAtMs <= :nowMs', values: { nowMs } };
    const result = await items.write(
      put(requeueTryItem, keys.requeueTry(mailId), { nextAtMs }, isFree),
    );
    return result.isDone;
  },
});
