import { createHash } from 'node:crypto';

/** Hex digits of a user id derived from addresses: 80 bits. */
const USER_ID_CHARS = 20;

/**
 * The id of the user that a mail makes (S7). Deterministic: two mails with the same addresses and the same proof give the same user, even
 * when they arrive at once.
 */
export function userIdOfMail(
  author: string,
  { replyTo, isProved }: { replyTo?: string | undefined; isProved: boolean },
): string {
  const kind = isProved ? 'proved' : 'unproven';
  const digest = createHash('sha256').update(JSON.stringify([kind, author, replyTo ?? '']));
  return `mail-${digest.digest('hex').slice(0, USER_ID_CHARS)}`;
}

/** The id of the user whom an authenticated mail of this address would make its owner. */
export const userIdOfOwnMail = (address: string): string =>
  userIdOfMail(address, { isProved: true });
