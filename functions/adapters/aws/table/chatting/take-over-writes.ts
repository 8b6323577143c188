import { carryOverUser } from '../../../../conversations/carry-over-user.ts';
import { ownAddresses } from '../../../../conversations/own-addresses.ts';
import type { User } from '../../../../conversations/people.ts';
import { isMadeByMailFrom } from '../../../../conversations/take-over-user.ts';
import type { ItemStore } from '../item-store.ts';
import { addressItem, type Revised, takenOverItem, userItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { check, IF_NEW, ifRevision, put, remove, type Write } from '../write.ts';
import { putUserAddress } from './user-writes.ts';

/** Users whom a mail from the named user's address made, and who are nobody whom the chat backend has named (S7). */
export async function findMadeByMail(
  items: ItemStore,
  { userId, email, emailFrom }: User,
): Promise<Revised<User>[]> {
  if (email === undefined || emailFrom !== undefined) return [];
  const owners = await items.all(addressItem, { partition: keys.agentAddress(email).pk });
  const ids = owners.flatMap(({ kind, id }) => (kind === 'user' && id !== userId ? [id] : []));
  const users = await items.getThose(userItem, ids.map(keys.user));
  return users
    .map((stored) => ({ ...carryOverUser(stored), revision: stored.revision }))
    .filter((user) => isMadeByMailFrom(user, email));
}

/** For a transaction that makes a user: the id of one who was taken over leads to another for ever. */
export const notTakenOver = (userId: string): Write => check(keys.takenOver(userId), IF_NEW);

/** The user made by mail ends, and leads to the one who has taken them over; what was theirs to write from is that one's. */
export function takeOverWrites(other: Revised<User>, { userId, email }: User): Write[] {
  const addresses = ownAddresses(other);
  const takenOver = { userId: other.userId, by: userId, movingSince: new Date().toISOString() };
  return [
    remove(keys.user(other.userId), ifRevision(other.revision)),
    remove(keys.userPresence(other.userId)),
    put(takenOverItem, keys.takenOver(other.userId), takenOver),
    ...addresses.map((address) => remove(keys.userAddress(address, other.userId))),
    ...addresses
      .filter((address) => address !== email)
      .map((address) => putUserAddress(userId, address, { by: 'mail', isFormer: true })),
  ];
}
