import type { Conversation } from '../../../conversations/conversation.ts';
import type { CollectedSignals } from '../../../conversations/signals/collect-signals.ts';
import type { Address, Message, Verdicts } from '../../../mail/message.ts';
import type { Authentication } from '../../../mail/verdicts/judge-authentication.ts';
import type { Settings } from '../../../settings/settings.ts';
import type { StaffQuestion } from '../../asking/ports.ts';
import type { Outcome } from '../outcome.ts';
import type { Arrival, MailRecord, NewUser, Opening } from '../ports.ts';

/** A mail that was parsed, with the verdicts and signals found in it. */
export interface ReadMail {
  arrival: Arrival;
  message: Message;
  verdicts: Verdicts;
  /** Identifies another copy of the same mail (S15). */
  fingerprint: string;
  /** What in the mail names a conversation (S1). */
  signals: CollectedSignals;
}

/** What the decisions need once the author is known. */
export interface MailContext {
  mail: ReadMail;
  author: Address;
  authentication: Authentication;
  settings: Settings;
}

/** A mail that makes no message. */
export interface SetAside {
  kind: 'set-aside';
  outcome: Exclude<Outcome, { outcome: 'delivered' }>;
  known: Partial<
    Pick<MailRecord, 'signal' | 'conversationId' | 'passedOver' | 'detail' | 'messageId'>
  >;
}

/** A mail that becomes a message: whose, and in which conversation. */
export interface Deliver {
  kind: 'deliver';
  reason: 'reply' | 'new-conversation' | 'released';
  as: { kind: 'agent' | 'user' | 'guest'; id: string; name?: string };
  authentication: Authentication;
  known: Pick<MailRecord, 'signal' | 'passedOver' | 'replyToFault'>;
  /** Undefined: the mail opens a conversation, for the user in `as`. */
  conversation?: Conversation;
  /** The address from which the mail opens the conversation. */
  openedFrom?: string;
  /** Set if that user must be created. */
  newUser?: NewUser;
  /** Where the conversation's mail for the user goes from now on (S4, R31). */
  userAddress?: string;
  /** Set if an unauthenticated mail opens the conversation: it may do so within this limit (S7). */
  opening?: Pick<Opening, 'domain' | 'limit'>;
}

/** An agent's answer to a question about their held mail (S22); the answer itself makes no message. */
export interface AgentAnswer extends Omit<SetAside, 'kind'> {
  kind: 'agent-answer';
  question: StaffQuestion;
  /** The agent wrote the held mail, so it is released. */
  isYes: boolean;
}

export type MailDecision = SetAside | Deliver | AgentAnswer;

export const setAside = (
  outcome: SetAside['outcome'],
  known: SetAside['known'] = {},
): SetAside => ({ kind: 'set-aside', outcome, known });
