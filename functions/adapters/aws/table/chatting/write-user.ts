import type { User } from '../../../../conversations/people.ts';
import type { ItemStore } from '../item-store.ts';
import { userItem, withoutRevision } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { remove } from '../write.ts';
import { notBeingErased, putUser, putUserAddress } from './user-writes.ts';

/** Every address that is or was the user's, each once. */
export const addressesOf = (user: User | undefined): string[] =>
  user ? [...new Set([...(user.email ? [user.email] : []), ...user.formerEmails])] : [];

/**
 * Writes what `change` makes of the user that is there, with the addresses in step (S3, R31). Another writer in between: again, on what
 * that one left. A change that gives the user back as it was writes nothing.
 */
export const changeUser = (
  items: ItemStore,
  userId: string,
  change: (before: User | undefined) => User | undefined,
): Promise<User | undefined> =>
  tryUntilDone(`writing user ${userId}`, async () => {
    const stored = await items.get(userItem, keys.user(userId));
    const before = withoutRevision(stored);
    const after = change(before);
    if (after === undefined || after === before) return before;
    const had = addressesOf(before);
    const has = addressesOf(after);
    const result = await items.write(
      putUser(after, stored),
      ...(stored ? [] : [notBeingErased(userId)]),
      ...has
        .filter((address) => !had.includes(address))
        .map((address) => putUserAddress(userId, address)),
      ...had
        .filter((address) => !has.includes(address))
        .map((address) => remove(keys.userAddress(address, userId))),
    );
    return result.isDone ? after : AGAIN;
  });
