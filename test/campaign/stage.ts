import type { DovecotUser } from '../mailboxes/start-dovecot.ts';
import type { TestPipeline } from '../support/pipeline.ts';

/** Departments, each with one agent who is never online. */
export const TEAMS = 3;

/** The people and conversations of a campaign. */
export interface Stage {
  pipeline: TestPipeline;
  seed: string;
  /** The Date field of every mail, by which a POP3 mailbox recognises old mail. */
  date: string;
  /** The tag of each conversation of the scenario. */
  tags: string[];
  conversationIds: string[];
  /** The user's reply address in conversations with guests, by their index in the scenario. */
  replyAddresses: Map<number, string>;
  mailboxes: Mailboxes | undefined;
  erased: Person[];
  bounced: Person[];
}

/** The team's external mailboxes of the piping address. */
export type Mailboxes = Record<'imap' | 'pop3', DovecotUser>;

/** A person with a conversation of their own. */
export interface Person {
  userId: string;
  email: string;
  conversationId: string;
  tag: string;
}

export const agentOf = (seed: string, conversation: number) => ({
  agentId: `agent${conversation % TEAMS}-${seed}`,
  email: `agent${conversation % TEAMS}@team-${seed}.example`,
});
export const userOf = (seed: string, conversation: number) => ({
  userId: `user${conversation}-${seed}`,
  email: `user${conversation}@kunde-${seed}.example`,
});
