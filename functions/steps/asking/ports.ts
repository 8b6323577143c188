/** Ports of asking an agent whether a held mail is theirs (S22). */

/** Questions to agents whose mail was held (S22). */
export interface QuestionStore {
  /**
   * Reserves the agent's one question of the hour for this mail, for a minute, so that a killed function leaves it to the next try.
   * `used-up`: already asked, or another mail has it; `in-hand`: another function is asking about this mail.
   */
  claim(question: StaffQuestion, nowMs: number): Promise<'claimed' | 'used-up' | 'in-hand'>;
  /** Returns the reservation: nothing was sent. */
  release(question: StaffQuestion): Promise<void>;
  /** The question was sent: the hour is used up. */
  asked(question: StaffQuestion): Promise<void>;
  /** Stores what an answer with this code is about. */
  remember(code: string, question: StaffQuestion): Promise<void>;
}

/** The subject of a question to an agent (S22). */
export interface StaffQuestion {
  /** The held mail. */
  mailId: string;
  agentId: string;
  /** The word for yes that the question asked for, which may be the team's own. Undefined: from before December 2026. */
  yes?: string;
}

/** Questions to agents, at their registered addresses, whether a held mail is theirs (S22). */
export interface StaffQuestions {
  /** Queues a question to the agent; at most one is sent in an hour. Idempotent. */
  ask(mailId: string): Promise<void>;
  /** The question behind this code; undefined: none, or it has expired. */
  find(code: string): Promise<StaffQuestion | undefined>;
}
