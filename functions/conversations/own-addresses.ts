import type { User } from './people.ts';

/** The addresses that are the user's own: the chat backend said so, or an authenticated mail from one made the user (S7). */
export const ownAddresses = ({ email, emailFrom, formerEmails }: User): string[] => [
  ...new Set([
    ...(email === undefined || emailFrom === 'unproven' ? [] : [email]),
    ...formerEmails,
  ]),
];
