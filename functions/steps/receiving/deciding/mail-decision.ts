import type { CollectedSignals } from '../../../conversations/collect-signals.ts';
import type { Conversation } from '../../../conversations/conversation.ts';
import type { User } from '../../../conversations/people.ts';
import type { Address, Message, Verdicts } from '../../../mail/message.ts';
import type { Authentication } from '../../../mail/verdicts/judge-authentication.ts';
import type { Settings } from '../../../settings/settings.ts';
import type { Outcome } from '../outcome.ts';
import type { Arrival, MailRecord, NewUser, StaffQuestion } from '../ports.ts';

/** A mail that was read, with what is known about where it comes from. */
export interface ReadMail {
  arrival: Arrival;
  message: Message;
  verdicts: Verdicts;
  /** By which a second copy is known (S15). */
  fingerprint: string;
  /** What in it names a conversation (S1). */
  signals: CollectedSignals;
}

/** What counts for a mail whose author is known. */
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

/** A mail that becomes a message: who says it, and where. */
export interface Deliver {
  kind: 'deliver';
  reason: 'reply' | 'new-conversation' | 'released';
  as: { kind: 'agent' | 'user' | 'guest'; id: string; name?: string };
  authentication: Authentication;
  known: Pick<MailRecord, 'signal' | 'passedOver' | 'replyToFault'>;
  /** Undefined: the mail opens a conversation, for `user` or `newUser`. */
  conversation?: Conversation;
  user?: User;
  newUser?: NewUser;
  /** Where the conversation's mail for the user goes from now on (S4, R31). */
  userAddress?: string;
}

/** An agent's word on a held mail of theirs (S22); the mail that brings it makes no message. */
export interface AgentAnswer extends Omit<SetAside, 'kind'> {
  kind: 'agent-answer';
  question: StaffQuestion;
  /** They wrote it: it is released. */
  isYes: boolean;
}

export type MailDecision = SetAside | Deliver | AgentAnswer;

export const setAside = (
  outcome: SetAside['outcome'],
  known: SetAside['known'] = {},
): SetAside => ({ kind: 'set-aside', outcome, known });
