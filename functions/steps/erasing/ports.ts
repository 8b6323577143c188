/** Ports of erasing a person (S19). */
import type { ErasedCounts } from '../../conversations/erased-counts.ts';
import type { User } from '../../conversations/people/people.ts';
import type { Page } from '../ports.ts';
import type { MailRecord } from '../receiving/ports.ts';

/**
 * The progress of an erasure. Each round collects conversations, then erases conversations, mails, and items under the person's id. Rounds
 * repeat until one finds nothing more, so that what was on its way is erased, too.
 */
export interface ErasureWork {
  /** The person's id, and those of users whom they have taken over. */
  userIds: string[];
  /** Every address that is or was the person's. */
  addresses: string[];
  /** Of `addresses`, those that somebody else has or had, too. */
  sharedAddresses: string[];
  round: number;
  phase: 'collect' | 'conversations' | 'mails' | 'person';
  /** How many of `userIds` had their conversations collected in this round. */
  idsDone: number;
  /** Where the phase `collect` or `mails` continues. */
  cursor?: string;
  /** Of this round and earlier ones; a round that begins with a full list begins it anew. */
  conversationIds: string[];
  /** How many of `conversationIds` are erased in this round. */
  erased: number;
  /** How many addresses had their mails erased in this round. */
  addressesDone: number;
  /** The first message that the person wrote as a guest in each conversation of somebody else; the latest that were found. */
  messageIds: string[];
  /** The person's first message of each conversation that was given to another user; the latest that were found. */
  givenAwayIds: string[];
  /** Sum of `removed` at the beginning of the round. */
  removedBefore: number;
}

/**
 * What is looked at once more after every retry has ended: a mail stored before the erasure may get its record hours later. It identifies
 * nobody: addresses are hashed, the rest are our own ids.
 */
export interface LaterLook {
  /** Epoch milliseconds. */
  dueAt: number;
  /** Later mail is not this person's: somebody else may have the address by then. RFC 3339 UTC. */
  receivedUntil: string;
  conversationIds: string[];
  addressHashes: string[];
  /** The first message in each conversation that is not erased, from which on our mails may quote the person. */
  messageIds: string[];
}

export interface Erasure {
  /** Incremented by every write, so that concurrent writers are noticed. */
  revision: number;
  erasureId: string;
  status: 'running' | 'done';
  removed: ErasedCounts;
  /** Epoch milliseconds at which `reconcile` looks after it; undefined: nothing is left to do. */
  lookAt?: number;
  /** Deleted when the erasure is done, so that what stays identifies nobody. */
  work?: ErasureWork;
  laterLook?: LaterLook;
}

/** `sharedAddresses`: those that somebody else has or had, too. */
export type PlanErasure = (user: User, sharedAddresses: string[]) => Erasure;

export interface OverdueErasure {
  erasureId: string;
  /** When it should have continued, epoch milliseconds. */
  lookAt: number;
}

export interface ErasureStore {
  /** Deletes the user and their addresses, and stores what `plan` returns, in one transaction. Undefined: no such user. */
  begin(userId: string, plan: PlanErasure): Promise<Erasure | undefined>;
  /** The id of the erasure that is running for this user. */
  running(userId: string): Promise<string | undefined>;
  find(erasureId: string): Promise<Erasure | undefined>;
  /** Saves the progress; false: another copy of the function saved meanwhile. Once the erasure is done, the user's id may be used again. */
  save(before: Erasure, after: Erasure): Promise<boolean>;
  /**
   * Erasures that should have continued before this time (epoch milliseconds): their place in the queue was lost, or their later look is
   * due.
   */
  listOverdue(before: number): Promise<OverdueErasure[]>;
}

/** Deletes what is stored about a person, and counts it. Every method is idempotent. */
export interface PersonEraser {
  /** What this eraser has deleted so far. */
  readonly removed: ErasedCounts;
  /** A page of the user's conversations. */
  conversationsOf(userId: string, cursor: string | undefined): Promise<Page<string>>;
  /** Erases the conversation and some of its items. False: call again. */
  eraseConversation(conversationId: string): Promise<boolean>;
  /** Mails from the address with this hash (`addressHash`). */
  mailsOf(hash: string, cursor: string | undefined): Promise<Page<MailRecord>>;
  /**
   * Erases the person's mails: the record, the octets, the files, the copies and the message of each; the conversation and user that it
   * created; and in another's conversation, what is stored about the person as a guest.
   */
  eraseMails(mails: MailRecord[]): Promise<void>;
  /** Erases the notes and rows about a guest in the conversations of these messages, which they wrote. */
  eraseGuestRows(messageIds: string[], address: string): Promise<void>;
  /** Erases the texts of our mails of the conversation from this message on, because they may quote it. */
  eraseSentTexts(messageId: string): Promise<void>;
  /** The person's first message of each conversation that now has another user. `userIds`: every id of theirs. */
  firstGivenAway(userIds: string[]): Promise<string[]>;
  /** Erases what the person wrote in conversations that now have another user, and the mails to them there. */
  eraseGivenAway(userIds: string[]): Promise<void>;
  /** Erases what is left under the ids, and the suppressions of their `own` addresses, which nobody else has. */
  eraseRest(userIds: string[], addresses: string[], own: string[]): Promise<void>;
}

export interface ErasureQueue {
  put(erasureId: string, delaySeconds: number): Promise<void>;
}
