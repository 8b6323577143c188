import type { User } from './people.ts';

/** Former addresses that are kept, the latest ones. A person has a handful. */
export const MAX_FORMER_EMAILS = 40;

/** The user with the address given by the chat backend. The former own address stays the user's (S3). */
export function moveAddress(user: User, address: string | undefined): User {
  const { email, emailFrom, ...rest } = user;
  if (email === address && emailFrom === undefined) return user;
  const left = email === undefined || email === address || emailFrom === 'unproven' ? [] : [email];
  const formerEmails = [
    ...user.formerEmails.filter((former) => former !== address && !left.includes(former)),
    ...left,
  ].slice(-MAX_FORMER_EMAILS);
  return { ...rest, ...(address !== undefined && { email: address }), formerEmails };
}
