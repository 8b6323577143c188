import type { User } from './people.ts';

/** Former addresses that are kept; the oldest go first. A person has a handful. */
export const MAX_FORMER_EMAILS = 40;

/** The user with this address from now on; the one before becomes a former one and stays the user's (S3, R31). */
export function moveAddress(user: User, address: string | undefined): User {
  if (user.email === address) return user;
  const formerEmails = [
    ...user.formerEmails.filter((former) => former !== address && former !== user.email),
    ...(user.email === undefined ? [] : [user.email]),
  ].slice(-MAX_FORMER_EMAILS);
  const { email: _email, ...rest } = user;
  return { ...rest, ...(address !== undefined && { email: address }), formerEmails };
}
