import { MAX_FORMER_EMAILS } from './move-address.ts';
import { ownAddresses } from './own-addresses.ts';
import type { User } from './people.ts';

/**
 * Whether a user whom a mail made is the one whom the chat backend names with this address: only one who owns it, because an authenticated
 * mail from it made them. What an unproven mail made is never joined with anybody (S7).
 */
export const isMadeByMailFrom = (user: User, address: string | undefined): boolean =>
  address !== undefined && user.emailFrom === 'mail' && user.email === address;

/** The named user with what was the other one's: addresses stay a person's own (S3), and the other's id leads to them. */
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

/** Whether this id is the user's, or was. */
export const isIdOf = ({ userId, formerIds = [] }: User, id: string): boolean =>
  userId === id || formerIds.includes(id);

/** The person with the id that they have now. */
export const presentId = <Person extends { kind: string; id?: string }>(
  person: Person,
  user: User,
): Person =>
  person.kind === 'user' && person.id !== undefined && isIdOf(user, person.id)
    ? { ...person, id: user.userId }
    : person;
