import type { User } from '../../../../conversations/people.ts';
import type { NewUser } from '../../../../steps/receiving/ports.ts';
import { addressItem, userItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { check, IF_NEW, IF_THERE, ifRevision, put, type Write } from '../write.ts';

/** The user on top of the revision that was read; undefined: there was none. */
export const putUser = (user: User, before: { revision: number } | undefined): Write =>
  put(
    userItem,
    keys.user(user.userId),
    { ...user, revision: (before?.revision ?? 0) + 1 },
    ifRevision(before?.revision),
  );

export const putUserAddress = (userId: string, address: string): Write =>
  put(addressItem, keys.userAddress(address, userId), { kind: 'user', id: userId });

/** For a transaction that makes a user: not while an erasure of that id is at work (S19). */
export const notBeingErased = (userId: string): Write => check(keys.erasureOf(userId), IF_NEW);

/** For a transaction that makes something of a user's: nothing new belongs to somebody who was erased (S19). */
export const userIsThere = (userId: string): Write => check(keys.user(userId), IF_THERE);

/** A user made from the author's address (S7), for a transaction. */
export function newUserWrites(newUser: NewUser): Write[] {
  const { userId, name, email, formerEmail } = newUser;
  const user: User = {
    userId,
    ...(name && { name }),
    email,
    givenEmail: email,
    formerEmails: formerEmail === undefined ? [] : [formerEmail],
    emailNotifications: true,
  };
  return [
    putUser(user, undefined),
    notBeingErased(userId),
    ...[email, ...user.formerEmails].map((address) => putUserAddress(userId, address)),
  ];
}
