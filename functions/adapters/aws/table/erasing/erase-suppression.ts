import { keyedItem } from '../item-kind.ts';
import { conversationItem } from '../items/conversation-items.ts';
import { keys, ranges } from '../keys.ts';
import type { Erasing } from './erasing.ts';

/** Erases the suppression of an address, and the count of its soft bounces. */
export async function eraseSuppression(erasing: Erasing, address: string): Promise<void> {
  const found = await erasing.removeFound(ranges.suppression(address));
  if (found > 0) erasing.count('suppressions', found);
}

/**
 * The same for an address where the person was mailed without owning it, as a form's visitor is (S4, S7). It stays if somebody owns the
 * address: an owner who is being erased has it erased with their own addresses.
 */
export async function eraseSuppressionOfNobody(erasing: Erasing, address: string): Promise<void> {
  const owners = await erasing.items.page(keyedItem, { ...ranges.owners(address), limit: 1 });
  if (owners.items.length === 0) await eraseSuppression(erasing, address);
}

/** For the addresses that the conversation names; the rows about mails that bounced name others, but for a limited time. */
export async function eraseNamedSuppressions(
  erasing: Erasing,
  conversationId: string,
): Promise<void> {
  const key = keys.conversation(conversationId);
  const { userAddress, openedFrom } = (await erasing.items.get(conversationItem, key)) ?? {};
  for (const address of [userAddress, openedFrom])
    if (address !== undefined) await eraseSuppressionOfNobody(erasing, address);
}
