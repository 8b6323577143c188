import type { Conversation, Metadata } from '../conversation.ts';

/** The people of a conversation. Addresses are lower-cased, domains in ASCII. */

export type ParticipantKind = 'user' | 'agent' | 'guest';

/** Who a delivery, a token or a message is about. A guest's `id` is the address. */
export interface Participant {
  kind: ParticipantKind;
  id: string;
}

export interface Department {
  departmentId: string;
  name: string;
}

export interface Agent {
  agentId: string;
  name: string;
  email: string;
  /** Further addresses that the agent answers from (R14). */
  aliases: string[];
  role: 'agent' | 'admin';
  departmentIds: string[];
  locale?: string;
  /** RFC 3339 UTC; undefined: created before this was recorded. */
  createdAt?: string;
  /** IANA name: `Europe/Rome`. */
  timeZone?: string;
}

export interface User {
  userId: string;
  name?: string;
  /** Where mail to the user goes, unless the conversation has a `userAddress` (S4). */
  email?: string;
  /**
   * Who gave `email`. Undefined: the chat backend. `mail`: an authenticated mail from it made the user. `unproven`: the mail that made the
   * user was not authenticated, or came from a form that writes for many. It is only the sender of that mail, and nobody's own address
   * (S7).
   */
  emailFrom?: 'mail' | 'unproven';
  /** Addresses that the user owned before: they stay the user's (S3). */
  formerEmails: string[];
  /** Per-user half of *user email notifications* (S9). */
  emailNotifications: boolean;
  locale?: string;
  metadata?: Metadata;
  /** Ids of users made from mail whom this user has taken over; they lead here for good (take-over-user.ts). */
  formerIds?: string[];
  /** RFC 3339 UTC; undefined: created before this was recorded. */
  createdAt?: string;
  /** IANA name: `Europe/Rome`. */
  timeZone?: string;
}

/** The user without the field that only our rules need (S7). */
export const shownUser = ({ emailFrom: _emailFrom, ...shown }: User) => shown;

/** The chat backend's last report; after `expiresAt` (epoch milliseconds) the person counts as offline (S10). */
export interface Presence {
  status: 'online' | 'offline';
  expiresAt: number;
}

/**
 * Where the conversation's mail for its user goes: to the address from a Reply-To, else to the user's own (S4, R31). A user without one,
 * because the chat backend gave a name alone, is answered where the mail that opened the conversation came from (R15).
 */
export const userAddressIn = (
  { userAddress, openedFrom }: Pick<Conversation, 'userAddress' | 'openedFrom'>,
  user: Pick<User, 'email'> | undefined,
): string | undefined => userAddress ?? user?.email ?? (user && openedFrom);
