import { carryOverUser } from '../../../../conversations/carry-over-user.ts';
import { ownAddresses } from '../../../../conversations/own-addresses.ts';
import type { User } from '../../../../conversations/people.ts';
import { takeOverUser } from '../../../../conversations/take-over-user.ts';
import type { ItemStore } from '../item-store.ts';
import { withoutRevision } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { remove, type Write } from '../write.ts';
import { findStoredUser } from './find-stored-user.ts';
import { findMadeByMail, notTakenOver, takeOverWrites } from './take-over-writes.ts';
import { notBeingErased, putUserAddress, storedAddresses, userWrite } from './user-writes.ts';

/**
 * Writes what `change` makes of the user that is there, with the addresses in step (S3, S7); a user whom a mail from that address made is
 * this one from then on, in the same transaction. Another writer in between: again, on what that one left. A change that gives the user back
 * as it was writes nothing.
 */
export const changeUser = (
  items: ItemStore,
  userId: string,
  change: (before: User | undefined) => User | undefined,
): Promise<User | undefined> =>
  tryUntilDone(`writing user ${userId}`, async () => {
    const stored = await findStoredUser(items, userId);
    const before = stored && carryOverUser(withoutRevision(stored));
    const named = change(before);
    if (named === undefined || named === before) return before;
    const others = await findMadeByMail(items, named);
    const after = takeOverUser(named, others);
    const result = await items.write(
      userWrite(after, stored),
      ...(stored ? [] : [notBeingErased(userId), notTakenOver(userId)]),
      ...addressWrites(storedAddresses(stored), before, after),
      ...others.flatMap((other) => takeOverWrites(other, after)),
    );
    return result.isDone ? after : AGAIN;
  });

/** The address that is given, the one that becomes a former one, and those that are nobody's any more; the others stay as they are. */
function addressWrites(had: string[], before: User | undefined, after: User): Write[] {
  const { userId, email } = after;
  const has = ownAddresses(after);
  const by = before?.emailFrom === 'mail' ? 'mail' : 'backend';
  const left = has.filter((address) => address === before?.email && address !== email);
  return [
    ...(email === undefined ? [] : [putUserAddress(userId, email, { by: 'backend' })]),
    ...left.map((address) => putUserAddress(userId, address, { by, isFormer: true })),
    ...had
      .filter((address) => !has.includes(address))
      .map((address) => remove(keys.userAddress(address, userId))),
  ];
}
