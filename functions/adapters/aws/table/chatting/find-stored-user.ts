import type { StoredUser } from '../../../../conversations/carry-over-user.ts';
import type { ItemStore } from '../item-store.ts';
import { type Revised, takenOverItem, userItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';

/** By this id, or by that of a user whom this one has taken over. */
export async function findStoredUser(
  items: ItemStore,
  id: string,
): Promise<Revised<StoredUser> | undefined> {
  const stored = await items.get(userItem, keys.user(id));
  if (stored) return stored;
  const takenOver = await items.get(takenOverItem, keys.takenOver(id));
  return takenOver && items.get(userItem, keys.user(takenOver.by));
}
