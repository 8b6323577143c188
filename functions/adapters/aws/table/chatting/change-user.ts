import {
  carryOverUser,
  type StoredUser,
  storedAddresses,
} from '../../../../conversations/people/carry-over-user.ts';
import { ownAddresses } from '../../../../conversations/people/own-addresses.ts';
import type { User } from '../../../../conversations/people/people.ts';
import { isMadeByMailFrom, takeOverUser } from '../../../../conversations/people/take-over-user.ts';
import { userIdOfOwnMail } from '../../../../conversations/people/user-id-of-mail.ts';
import type { ItemStore } from '../item-store.ts';
import {
  addressItem,
  namedItem,
  type OwnedAddress,
  takenOverItem,
  userItem,
} from '../items/people-items.ts';
import { keys, ranges } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import {
  check,
  IF_NEW,
  ifRevision,
  put,
  putRevision,
  type Revised,
  remove,
  type Write,
} from '../write.ts';
import { notBeingErased, putUserAddress } from './user-writes.ts';

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

/**
 * Reads a user, and writes what `change` returns, with the addresses in step (S3, S7). Users made from a mail of the address are taken over
 * in the same transaction. Repeats if another writer came between. A `change` that returns the same object writes nothing. Undefined: the
 * person with this id is being erased, so nobody can be created under it (S19).
 */
export const changeUser = (
  items: ItemStore,
  userId: string,
  change: (before: User | undefined) => User,
): Promise<User | undefined> =>
  tryUntilDone(`writing user ${userId}`, async () => {
    const stored = await findStoredUser(items, userId);
    const before = stored && carryOverUser(stored.value);
    const named = change(before);
    if (named === before) return named;
    const owners = await ownersOfNamed(items, named);
    const others = await findMadeByMail(items, named, owners);
    const made = others.map(({ value }) => value);
    const isFree = notBeingErased(userId);
    const after = takeOverUser(named, made);
    const result = await items.write(
      putRevision(userItem, keys.user(after.userId), after, stored),
      // the id of a user who was taken over is never used again
      ...(stored ? [] : [isFree, check(keys.takenOver(userId), IF_NEW)]),
      ...(named.email === before?.email ? [] : namingWrites(named, owners)),
      ...addressWrites(stored ? storedAddresses(stored.value) : [], before, after),
      ...others.flatMap((other) => takeOverWrites(other, after)),
    );
    if (result.hasFailed(isFree)) return undefined;
    return result.isDone ? after : AGAIN;
  });

/** The owners of an address that the chat backend gives to a user. */
const ownersOfNamed = async (items: ItemStore, { email, emailFrom }: User) =>
  email === undefined || emailFrom !== undefined
    ? []
    : items.all(addressItem, ranges.owners(email));

/** Users made from a mail of the named user's address, whom the chat backend has never named (S7). */
async function findMadeByMail(
  items: ItemStore,
  { userId, email }: User,
  owners: OwnedAddress[],
): Promise<Revised<User>[]> {
  const others = owners.filter(({ kind, id }) => kind === 'user' && id !== userId);
  const found = await Promise.all(
    others.map(({ id }) => items.getRevised(userItem, keys.user(id))),
  );
  return found.flatMap((stored) => {
    const user = stored && { ...stored, value: carryOverUser(stored.value) };
    return user && isMadeByMailFrom(user.value, email) ? [user] : [];
  });
}

/**
 * A mail from the address may be creating its owner at the same time. The later of the two notices: the mail finds the naming, and this
 * call finds the address that the mail has written.
 */
function namingWrites({ userId, email }: User, owners: OwnedAddress[]): Write[] {
  if (email === undefined) return [];
  const madeId = userIdOfOwnMail(email);
  const isKnown = madeId === userId || owners.some(({ id }) => id === madeId);
  return [
    put(namedItem, keys.named(madeId), { namedAtMs: Date.now() }),
    ...(isKnown ? [] : [check(keys.userAddress(email, madeId), IF_NEW)]),
  ];
}

/** Deletes the user made from mail, leads their id to the new user, and gives their addresses to that user. */
function takeOverWrites(
  { value: other, revision }: Revised<User>,
  { userId, email }: User,
): Write[] {
  const addresses = ownAddresses(other);
  const takenOver = { userId: other.userId, by: userId, movingSince: new Date().toISOString() };
  return [
    remove(keys.user(other.userId), ifRevision(revision)),
    remove(keys.userPresence(other.userId)),
    put(takenOverItem, keys.takenOver(other.userId), takenOver),
    ...addresses.map((address) => remove(keys.userAddress(address, other.userId))),
    ...addresses
      .filter((address) => address !== email)
      .map((address) => putUserAddress(userId, address, { by: 'mail', isFormer: true })),
  ];
}

/** Writes the given address, the one that becomes a former address, and removes those no longer owned; the others do not change. */
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
