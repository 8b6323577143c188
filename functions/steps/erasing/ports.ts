/** What erasing a person needs of the world (S19). */
import type { ErasedCounts } from '../../conversations/erased-counts.ts';
import type { Page } from '../ports.ts';
import type { MailRecord } from '../receiving/ports.ts';

/**
 * How far an erasure is. It goes round by round: conversations are collected, then erased, then mails, then what stands by the person's
 * name; rounds end when one finds nothing more, so that what was on its way meanwhile goes, too.
 */
export interface ErasureWork {
  userId: string;
  /** Every address that is or was the person's. */
  addresses: string[];
  /** Those of them that somebody else has or had, too. */
  sharedAddresses: string[];
  round: number;
  phase: 'collect' | 'conversations' | 'mails' | 'person';
  /** Where the phase `collect` or `mails` stopped. */
  cursor?: string;
  /** Of this and former rounds. */
  conversationIds: string[];
  /** Conversations of the list that are erased in this round. */
  erased: number;
  /** Sum of `removed` when the round began. */
  removedBefore: number;
}

export interface Erasure {
  /** Tells writers that meet apart. */
  revision: number;
  erasureId: string;
  status: 'running' | 'done';
  removed: ErasedCounts;
  /** Gone once it is done: what stays names nobody. */
  work?: ErasureWork;
}

export interface ErasureStore {
  /** The user and the addresses go at once, and the work is noted, in one transaction. Undefined: there is no such user. */
  begin(userId: string, erasureId: string): Promise<string | undefined>;
  /** The erasure that is at work on this user. */
  running(userId: string): Promise<string | undefined>;
  find(erasureId: string): Promise<Erasure | undefined>;
  /** Writes how far it is; false: another copy of the function did meanwhile. */
  save(before: Erasure, after: Erasure): Promise<boolean>;
}

/** Deletes what there is of a person. Everything here may be called again. */
export interface PersonEraser {
  /** Conversations of the user, one page of all. */
  conversationsOf(userId: string, cursor: string | undefined): Promise<Page<string>>;
  /** The conversation and some of its items; `isDone` false: there are more. */
  eraseConversation(conversationId: string): Promise<{ removed: ErasedCounts; isDone: boolean }>;
  mails(cursor: string | undefined): Promise<Page<MailRecord>>;
  /** Whether there is a record of this mail. */
  hasRecord(mailId: string): Promise<boolean>;
  /** The record, the octets, and the message it made, wherever that is. */
  eraseMail(mail: MailRecord): Promise<ErasedCounts>;
  /** Rows about a guest in another's conversation. */
  eraseGuest(conversationId: string, address: string): Promise<ErasedCounts>;
  /** Presence, suppressions, and addresses that were written meanwhile. */
  erasePerson(userId: string, addresses: string[], own: string[]): Promise<ErasedCounts>;
}

export interface ErasureQueue {
  put(erasureId: string, delaySeconds: number): Promise<void>;
}
