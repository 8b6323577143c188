import type { User } from './people.ts';

/** The addresses that the user owns: given by the chat backend, or proved by the authenticated mail that made the user (S7). */
export const ownAddresses = ({ email, emailFrom, formerEmails }: User): string[] => [
  ...new Set([
    ...(email === undefined || emailFrom === 'unproven' ? [] : [email]),
    ...formerEmails,
  ]),
];
