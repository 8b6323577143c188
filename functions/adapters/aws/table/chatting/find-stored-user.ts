import type { StoredUser } from '../../../../conversations/people/carry-over-user.ts';
import type { ItemStore } from '../item-store.ts';
import { takenOverItem, userItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import type { Revised } from '../write.ts';

/** Finds a user by their own id, or by that of a user they have taken over. */
export async function findStoredUser(
  items: ItemStore,
  id: string,
): Promise<Revised<StoredUser> | undefined> {
  const stored = await items.getRevised(userItem, keys.user(id));
  if (stored) return stored;
  const takenOver = await items.get(takenOverItem, keys.takenOver(id));
  return takenOver && items.getRevised(userItem, keys.user(takenOver.by));
}
