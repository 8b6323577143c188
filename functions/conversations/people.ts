import type { Conversation, Metadata } from './conversation.ts';

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
  /** RFC 3339 UTC; undefined: made before that was kept. */
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
   * Who gave `email`; undefined: the chat backend. `mail`: an authenticated mail from it made the user. `unproven`: the mail that made the
   * user proves nothing, or came from a form that writes for many. It is where that mail came from, and nobody's own (S7).
   */
  emailFrom?: 'mail' | 'unproven';
  /** Addresses that were the user's own once: they stay theirs (S3). */
  formerEmails: string[];
  /** Per-user half of *user email notifications* (S9). */
  emailNotifications: boolean;
  locale?: string;
  metadata?: Metadata;
  /** Ids of users whom mail had made and who are this one now: they lead here, for ever (take-over-user.ts). */
  formerIds?: string[];
  /** RFC 3339 UTC; undefined: made before that was kept. */
  createdAt?: string;
  /** IANA name: `Europe/Rome`. */
  timeZone?: string;
}

/** What the chat backend last reported; past `expiresAt` (epoch milliseconds) it means offline (S10). */
export interface Presence {
  status: 'online' | 'offline';
  expiresAt: number;
}

/** Where the conversation's mail for its user goes: where a Reply-To said for this conversation, else to the user's own address (S4, R31). */
export const userAddressIn = (
  { userAddress }: Pick<Conversation, 'userAddress'>,
  user: Pick<User, 'email'> | undefined,
): string | undefined => userAddress ?? user?.email;
