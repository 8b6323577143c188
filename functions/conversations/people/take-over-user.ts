import { MAX_FORMER_EMAILS } from './move-address.ts';
import { ownAddresses } from './own-addresses.ts';
import type { User } from './people.ts';

/**
 * Whether this user was made from an authenticated mail of this address, so that the user whom the chat backend names with it takes them
 * over. A user from an unproven mail is never taken over (S7).
 */
export const isMadeByMailFrom = (user: User, address: string | undefined): boolean =>
  address !== undefined && user.emailFrom === 'mail' && user.email === address;

/** The named user, having taken over the others: their addresses are now this user's (S3), and their ids lead to this user. */
export function takeOverUser(named: User, others: User[]): User {
  if (others.length === 0) return named;
  const addresses = others.flatMap(ownAddresses).filter((address) => address !== named.email);
  const since = [named, ...others].flatMap(({ createdAt }) => createdAt ?? []).sort()[0];
  return {
    ...named,
    formerEmails: [...new Set([...named.formerEmails, ...addresses])].slice(-MAX_FORMER_EMAILS),
    formerIds: [...new Set([...(named.formerIds ?? []), ...others.map(({ userId }) => userId)])],
    ...(since !== undefined && { createdAt: since }),
  };
}

/** Whether the id is the user's present one, or that of a user they took over. */
export const isIdOf = ({ userId, formerIds = [] }: User, id: string): boolean =>
  userId === id || formerIds.includes(id);

/** The person with a user's former id replaced by the present one. */
export const presentId = <Person extends { kind: string; id?: string }>(
  person: Person,
  user: User,
): Person =>
  person.kind === 'user' && person.id !== undefined && isIdOf(user, person.id)
    ? { ...person, id: user.userId }
    : person;
