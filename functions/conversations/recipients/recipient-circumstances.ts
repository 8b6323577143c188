import type { ChatMessage, Conversation, MessageFlag } from '../conversation.ts';
import { ownAddresses } from '../people/own-addresses.ts';
import { type Agent, type Presence, type User, userAddressIn } from '../people/people.ts';
import { isIdOf } from '../people/take-over-user.ts';
import type { SentReason, SkippedReason } from './delivery.ts';

/** Whether one possible recipient is mailed, and why (docs/who-is-mailed.md). */
export type Judgement =
  | { decision: 'mail'; reason: SentReason }
  | { decision: 'skipped'; reason: SkippedReason };

/** The settings that decide who is mailed (docs/settings.md). */
export interface RecipientSettings {
  humanTakeover: boolean;
  userNotifications: boolean;
  agentRepliesReachUser: 'always' | 'when-offline' | 'by-flag';
  /** Nobody's own address (R13); never mailed. */
  pipingAddress: string;
}

export interface PresentAgent extends Agent {
  presence?: Presence;
}

/** All that decides who is mailed about a message. */
export interface Circumstances {
  message: Pick<ChatMessage, 'messageId' | 'author' | 'flags' | 'answeredByBot'>;
  conversation: Conversation;
  /** The conversation's user. */
  user?: User;
  userPresence?: Presence;
  /** Agents and admins; for a message by staff, only its author. */
  staff: PresentAgent[];
  /** Addresses of guests who joined by mail (S3). */
  guests: string[];
  settings: RecipientSettings;
  /** Addresses that bounced or complained (S16). */
  suppressed: { has(address: string): boolean };
  /** Epoch milliseconds. */
  now: number;
}

const NOTICE_FLAGS: MessageFlag[] = ['bounced', 'complained', 'over-budget'];

/** A notice to the staff about mail itself; it is never mailed (S17). */
export const isNotice = ({ author, flags }: Pick<ChatMessage, 'author' | 'flags'>): boolean =>
  author.kind === 'system' && flags.some((flag) => NOTICE_FLAGS.includes(flag));

/** A guest's message counts as the user's (S8). */
export const isOfUserSide = ({ author }: Pick<ChatMessage, 'author'>): boolean =>
  author.kind === 'user' || author.kind === 'guest';

/** Whether the last report says online and has not expired (S10). */
export const isOnline = (presence: Presence | undefined, now: number): boolean =>
  presence?.status === 'online' && presence.expiresAt > now;

/** Every address of the author. None of them is mailed, in whatever role. */
export function addressesOfAuthor(circumstances: Circumstances): Set<string> {
  const { message, conversation, user, staff } = circumstances;
  const { kind, id, address } = message.author;
  const addresses = address ? [address] : [];
  if (kind === 'user' && user && id !== undefined && isIdOf(user, id)) {
    const mailed = userAddressIn(conversation, user);
    addresses.push(...(mailed ? [mailed] : []), ...ownAddresses(user));
  }
  const agent = kind === 'agent' && staff.find(({ agentId }) => agentId === id);
  if (agent) addresses.push(agent.email, ...agent.aliases);
  return new Set(addresses);
}
