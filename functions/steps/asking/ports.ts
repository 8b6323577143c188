/** Ports of asking an agent whether a held mail is theirs (S22). */
import type { Lease } from '../ports.ts';

/** Questions to agents whose mail was held (S22). */
export interface QuestionStore {
  /** Reserves the agent's one question of the hour for this mail, under a lease as windows have it. */
  claim(question: QuestionName, now: number): Promise<QuestionClaim>;
  /** Extends the lease; false: it ended and another function took it, or the agent was asked meanwhile. */
  renew(question: QuestionName, lease: Lease, now: number): Promise<boolean>;
  /** Ends the reservation, if it is still ours: nothing was sent. */
  giveBack(question: QuestionName, lease: Lease): Promise<void>;
  /** The question was sent: the hour is used up, and what SES reports about the mail finds it. */
  asked(mail: AskedMail): Promise<void>;
  /** Stores what an answer with this code is about. */
  remember(code: string, question: StaffQuestion): Promise<void>;
}

export type QuestionClaim =
  | { kind: 'claimed'; lease: Lease }
  /** The agent was already asked, or another mail has the question of this hour. */
  | { kind: 'used-up' }
  /** Another function is asking about this mail. */
  | { kind: 'in-hand' };

/** Names a question to an agent. */
export interface QuestionName {
  /** The held mail. */
  mailId: string;
  agentId: string;
}

/** A question to an agent (S22). */
export interface StaffQuestion extends QuestionName {
  /** The word for yes that the question asked for, which may be the team's own. */
  yes: string;
}

/** A question, as SES accepted it. */
export interface AskedMail {
  sesMessageId: string;
  /** Bare address it went to. */
  recipient: string;
  question: QuestionName;
  /** Of the held mail, if it names one. */
  conversationId?: string;
}

/** Questions to agents, at their registered addresses, whether a held mail is theirs (S22). */
export interface StaffQuestions {
  /** Queues a question to the agent; at most one is sent in an hour. Idempotent. */
  ask(mailId: string): Promise<void>;
  /** The question behind this code; undefined: none, or it has expired. */
  find(code: string): Promise<StaffQuestion | undefined>;
}

/** Puts a question that SES does not take now back into its queue. */
export interface QuestionQueue {
  /** `attempt` counts how often this question has waited. */
  ask(mailId: string, options: { delayMs: number; attempt: number }): Promise<void>;
}
