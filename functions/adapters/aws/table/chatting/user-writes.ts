import { ownAddresses } from '../../../../conversations/people/own-addresses.ts';
import type { User } from '../../../../conversations/people/people.ts';
import type { NewUser } from '../../../../steps/receiving/ports.ts';
import { addressItem, type OwnedAddress, userItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { check, IF_NEW, IF_THERE, put, putRevision, type Write } from '../write.ts';

export const putUserAddress = (
  userId: string,
  address: string,
  ownership: Pick<OwnedAddress, 'by' | 'isFormer'>,
): Write =>
  put(addressItem, keys.userAddress(address, userId), { kind: 'user', id: userId, ...ownership });

/** For a transaction that creates a user: fails while an erasure of that id is running (S19). */
export const notBeingErased = (userId: string): Write => check(keys.erasureOf(userId), IF_NEW);

/** For a transaction that creates something of a user's: fails if the user was erased (S19). */
export const userIsThere = (userId: string): Write => check(keys.user(userId), IF_THERE);

/** Reads may be behind, and functions' clocks differ. */
const NAMED_LATELY_MS = 60_000;

/**
 * For a transaction that makes an address's owner from a mail: fails if the chat backend has named another owner since the decision, or
 * shortly before. Then the mail belongs to that user (S7).
 */
const notNamedLately = (userId: string, decidedAt: string): Write =>
  check(keys.named(userId), {
    if: 'attribute_not_exists(pk) OR namedAtMs < :lately',
    values: { lately: Date.parse(decidedAt) - NAMED_LATELY_MS },
  });

/** Creates a user from a mail (S7), in a transaction; only an authenticated From becomes their address. */
export function newUserWrites(newUser: NewUser, createdAt: string): Write[] {
  const { userId } = newUser;
  const user: User = { ...newUser, formerEmails: [], emailNotifications: true, createdAt };
  return [
    putRevision(userItem, keys.user(userId), user, undefined),
    notBeingErased(userId),
    ...(user.emailFrom === 'mail' ? [notNamedLately(userId, createdAt)] : []),
    ...ownAddresses(user).map((address) => putUserAddress(userId, address, { by: 'mail' })),
  ];
}
