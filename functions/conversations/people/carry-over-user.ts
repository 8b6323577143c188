import { hash } from 'node:crypto';
import type { User } from './people.ts';

/** A user as stored in the table. In 0.1.0 a Reply-To replaced `email`, and `givenEmail` kept the former one. */
export interface StoredUser extends User {
  givenEmail?: string;
}

/** Every address that the user was stored with, including those from a Reply-To. */
export function storedAddresses({ email, givenEmail, formerEmails }: StoredUser): string[] {
  const named = [email, givenEmail, ...formerEmails];
  return [...new Set(named.filter((address) => address !== undefined))];
}

/** The id of a user made from a mail: the hash of its From. */
const MADE_BY_MAIL = /^mail-([0-9a-f]{20})$/;

/**
 * Converts a stored user to today's rules (S4, S7): an address from a Reply-To is no longer the user's own. Former addresses are dropped,
 * because those from the chat backend cannot be told from those of a Reply-To; the backend can give one again.
 */
export function carryOverUser({ givenEmail, ...user }: StoredUser): User {
  if (givenEmail === undefined) return user;
  const { email: _email, ...rest } = user;
  const carried = { ...rest, formerEmails: [] };
  const fromHash = MADE_BY_MAIL.exec(user.userId)?.[1];
  if (fromHash === undefined) return { ...carried, email: givenEmail };
  const from = [user.email, givenEmail, ...user.formerEmails].find(
    (each) => hashOf(each) === fromHash,
  );
  // no address matches the id's hash: a forged mail made the user, and `givenEmail` is its Reply-To
  return from === undefined
    ? { ...carried, email: givenEmail, emailFrom: 'unproven' }
    : { ...carried, email: from, emailFrom: 'mail' };
}

const hashOf = (address = '') => hash('sha256', address).slice(0, 20);
