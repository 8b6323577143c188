import { createHash } from 'node:crypto';
import type { User } from './people.ts';

/** A user as it may be stored: until November 2026 a Reply-To moved `email`, and `givenEmail` kept what had been given before. */
export interface StoredUser extends User {
  givenEmail?: string;
}

/** Every address that the user was stored with: what a Reply-To once brought is among them. */
export function storedAddresses({ email, givenEmail, formerEmails }: StoredUser): string[] {
  const named = [email, givenEmail, ...formerEmails];
  return [...new Set(named.filter((address) => address !== undefined))];
}

/** Users whom a mail made had the hash of its From for an id. */
const MADE_BY_MAIL = /^mail-([0-9a-f]{20})$/;

/**
 * The user as the rules of today have them (S4, S7): what a Reply-To brought is the user's no more. Of former addresses nothing tells the
 * chat backend's from a Reply-To's, so none of them stays; the backend names one again by giving it.
 */
export function carryOverUser({ givenEmail, ...user }: StoredUser): User {
  if (givenEmail === undefined) return user;
  const { email: _email, ...rest } = user;
  const carried = { ...rest, formerEmails: [] };
  const hash = MADE_BY_MAIL.exec(user.userId)?.[1];
  if (hash === undefined) return { ...carried, email: givenEmail };
  const from = [user.email, givenEmail, ...user.formerEmails].find((each) => hashOf(each) === hash);
  // without its From among the addresses the user was made by a forged mail, and the address is its Reply-To
  return from === undefined
    ? { ...carried, email: givenEmail, emailFrom: 'unproven' }
    : { ...carried, email: from, emailFrom: 'mail' };
}

const hashOf = (address = '') => createHash('sha256').update(address).digest('hex').slice(0, 20);
