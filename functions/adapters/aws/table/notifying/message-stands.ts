import { decidedItem } from '../items/outgoing-items.ts';
import { ITEM_TYPES, keys } from '../keys.ts';
import { type Condition, check, update, type Write } from '../write.ts';

const IF_MESSAGE: Condition = {
  if: 'attribute_exists(pk) AND #type = :message',
  values: { message: ITEM_TYPES.message },
};

/** For what is written about a message: nothing is, once an erasure has begun with it (S19). */
export const messageStands = (messageId: string): Write =>
  check(keys.message(messageId), IF_MESSAGE);

/** The same, with the end of what is to be decided about it: a mark costs no more than the check. */
export const endDecisions = (messageId: string): Write =>
  update(decidedItem, keys.message(messageId), { set: { isDecided: true } }, IF_MESSAGE);
