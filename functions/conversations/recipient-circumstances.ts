import type { ChatMessage, Conversation, MessageFlag } from './conversation.ts';
import type { SentReason, SkippedReason } from './delivery.ts';
import { ownAddresses } from './own-addresses.ts';
import { type Agent, type Presence, type User, userAddressIn } from './people.ts';

/** What becomes of one possible recipient, and why (docs/outcomes.md). */
export type Judgement =
  | { decision: 'mail'; reason: SentReason }
  | { decision: 'skipped'; reason: SkippedReason };

/** The settings that say who is mailed (docs/settings.md). */
export interface RecipientSettings {
  humanTakeover: boolean;
  userNotifications: boolean;
  agentRepliesReachUser: 'always' | 'when-offline' | 'by-flag';
  /** Nobody's own address (R13): it is never written to. */
  pipingAddress: string;
}

export interface PresentAgent extends Agent {
  presence?: Presence;
}

/** All that counts for who hears of a message. */
export interface Circumstances {
  message: Pick<ChatMessage, 'messageId' | 'author' | 'flags' | 'answeredByBot'>;
  conversation: Conversation;
  /** The conversation's user. */
  user?: User;
  userPresence?: Presence;
  /** Agents and admins; where staff wrote, the author is enough. */
  staff: PresentAgent[];
  /** Addresses of guests who joined by mail (S3). */
  guests: string[];
  settings: RecipientSettings;
  /** Addresses that bounced or complained (S16). */
  suppressed: ReadonlySet<string>;
  /** Epoch milliseconds. */
  now: number;
}

const NOTICE_FLAGS: MessageFlag[] = ['bounced', 'complained', 'over-budget'];

/** A notice to the staff about the mail itself: it is never mailed (S17). */
export const isNotice = ({ author, flags }: Pick<ChatMessage, 'author' | 'flags'>): boolean =>
  author.kind === 'system' && flags.some((flag) => NOTICE_FLAGS.includes(flag));

/** A guest's message counts as the user's (S8). */
export const isOfUserSide = ({ author }: Pick<ChatMessage, 'author'>): boolean =>
  author.kind === 'user' || author.kind === 'guest';

/** What was reported last, until it expires: a heartbeat that stops means offline (S10). */
export const isOnline = (presence: Presence | undefined, now: number): boolean =>
  presence?.status === 'online' && presence.expiresAt > now;

/** Every address of the one who wrote: none of them is mailed, whichever hat it wears. */
export function addressesOfAuthor(circumstances: Circumstances): Set<string> {
  const { message, conversation, user, staff } = circumstances;
  const { kind, id, address } = message.author;
  const addresses = address ? [address] : [];
  if (kind === 'user' && user && user.userId === id) {
    const mailed = userAddressIn(conversation, user);
    addresses.push(...(mailed ? [mailed] : []), ...ownAddresses(user));
  }
  const agent = kind === 'agent' && staff.find(({ agentId }) => agentId === id);
  if (agent) addresses.push(agent.email, ...agent.aliases);
  return new Set(addresses);
}
