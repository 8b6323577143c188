/** What erasing a person needs of the world (S19). */
import type { ErasedCounts } from '../../conversations/erased-counts.ts';
import type { User } from '../../conversations/people.ts';
import type { Page } from '../ports.ts';
import type { MailRecord } from '../receiving/ports.ts';

/**
 * How far an erasure is. It goes round by round: conversations are collected, then erased, then mails, then what stands by the person's
 * name; rounds end when one finds nothing more, so that what was on its way meanwhile goes, too.
 */
export interface ErasureWork {
  userId: string;
  /** Ids of users whom this one has taken over. */
  formerIds?: string[];
  /** Every address that is or was the person's. */
  addresses: string[];
  /** Those of them that somebody else has or had, too. */
  sharedAddresses: string[];
  round: number;
  phase: 'collect' | 'conversations' | 'mails' | 'person';
  /** Ids whose conversations are collected in this round. */
  idsDone?: number;
  /** Where the phase `collect` or `mails` stopped. */
  cursor?: string;
  /** Of this and former rounds. */
  conversationIds: string[];
  /** Conversations of the list that are erased in this round. */
  erased: number;
  /** Addresses whose mails are erased in this round. */
  addressesDone: number;
  /** Messages that the person wrote as a guest in somebody else's conversation. */
  messageIds: string[];
  /** Sum of `removed` when the round began. */
  removedBefore: number;
}

/**
 * What is looked at once more when every retry of what was on its way has ended: a mail that was stored before the erasure may get its record
 * hours later. Names nobody: addresses are hashed, the rest are our own ids.
 */
export interface LaterLook {
  /** Epoch milliseconds. */
  dueAt: number;
  /** Mail that came later is not this person's any more: somebody may have the address again. RFC 3339 UTC. */
  receivedUntil: string;
  conversationIds: string[];
  addressHashes: string[];
  messageIds: string[];
}

export interface Erasure {
  /** Tells writers that meet apart. */
  revision: number;
  erasureId: string;
  status: 'running' | 'done';
  removed: ErasedCounts;
  /** Epoch milliseconds: when the queue should have brought it further; undefined: nothing is left to do. */
  lookAt?: number;
  /** Gone once it is done: what stays names nobody. */
  work?: ErasureWork;
  laterLook?: LaterLook;
}

/** `sharedAddresses`: those that somebody else has or had, too. */
export type PlanErasure = (user: User, sharedAddresses: string[]) => Erasure;

export interface OverdueErasure {
  erasureId: string;
  /** When it should have gone on, epoch milliseconds. */
  lookAt: number;
}

export interface ErasureStore {
  /** The user and the addresses go at once, and what `plan` makes of them is noted, in one transaction. Undefined: there is no such user. */
  begin(userId: string, plan: PlanErasure): Promise<Erasure | undefined>;
  /** The erasure that is at work on this user. */
  running(userId: string): Promise<string | undefined>;
  find(erasureId: string): Promise<Erasure | undefined>;
  /** Writes how far it is; false: another copy of the function did meanwhile. Once it is done the user's id may be used again. */
  save(before: Erasure, after: Erasure): Promise<boolean>;
  /** Erasures that should have gone on before this time (epoch milliseconds): their place in the queue was lost, or their later look is due. */
  listOverdue(before: number): Promise<OverdueErasure[]>;
}

/** Deletes what there is of a person. Everything here may be called again. */
export interface PersonEraser {
  /** Conversations of the user, one page of all. */
  conversationsOf(userId: string, cursor: string | undefined): Promise<Page<string>>;
  /** The conversation and some of its items; `isDone` false: there are more. */
  eraseConversation(conversationId: string): Promise<{ removed: ErasedCounts; isDone: boolean }>;
  /** Mails from an address; `addressHash` gives its hash. */
  mailsOf(hash: string, cursor: string | undefined): Promise<Page<MailRecord>>;
  /** The record, the octets, the files, the copies, and the message it made, wherever that is. */
  eraseMail(mail: MailRecord): Promise<ErasedCounts>;
  /** The mail opened the conversation, which was given to nobody else since, or that is gone and leftovers of it alone are there. */
  hasOpened(mail: MailRecord, conversationId: string): Promise<boolean>;
  /** A conversation that the mail opened, and the user whom it made, if nobody else knows them; the record of the mail stays. */
  eraseOpened(
    mail: Pick<MailRecord, 'mailId' | 'from'>,
    conversationId: string,
  ): Promise<ErasedCounts>;
  /** Rows about a guest in another's conversation. */
  eraseGuest(conversationId: string, address: string): Promise<ErasedCounts>;
  /** What we mailed of the conversation from this message on may quote it. */
  eraseSentTexts(messageId: string): Promise<void>;
  /** Presence, suppressions, addresses that were written meanwhile, and what they wrote where another is the user now. */
  erasePerson(userId: string, addresses: string[], own: string[]): Promise<ErasedCounts>;
}

export interface ErasureQueue {
  put(erasureId: string, delaySeconds: number): Promise<void>;
}
