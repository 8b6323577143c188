import { ITEM_TYPES, keys } from '../keys.ts';
import { check, type Write } from '../write.ts';

/** For what is written about a message: nothing is, once an erasure has begun with it (S19). */
export const messageStands = (messageId: string): Write =>
  check(keys.message(messageId), {
    if: 'attribute_exists(pk) AND #type = :message',
    values: { message: ITEM_TYPES.message },
  });
