/** What receiving a mail needs of the world. */
import type { Readable } from 'node:stream';
import type {
  ChatMessage,
  Conversation,
  MessageAttachment,
} from '../../conversations/conversation.ts';
import type { Participant } from '../../conversations/people.ts';
import type { Signal } from '../../conversations/signal.ts';
import type { Envelope, Verdicts } from '../../mail/message.ts';
import type { ConversationStore, PeopleStore } from '../chatting/ports.ts';
import type { Clock, FeedbackQueue, Log, Page, SettingsSource, TokenKeySource } from '../ports.ts';
import type { Outcome, ReplyToFault } from './outcome.ts';

/** A new user, made from the mail that opens a conversation (S7). */
export interface NewUser {
  userId: string;
  name?: string;
  /** The author's address: the user's own (`mail`), or only where the mail came from (`unproven`). */
  email: string;
  emailFrom: 'mail' | 'unproven';
}

/** The record of a mail that came in: outcome and reason never miss (S11). */
export type MailRecord = Outcome & {
  mailId: string;
  /** RFC 3339 UTC. */
  receivedAt: string;
  /** Bare address of the author; '' where there is none. */
  from: string;
  subject: string;
  verdicts: Verdicts;
  signal?: Signal;
  /** Signals that were found and not followed, and why (S1). */
  passedOver?: { signal: Signal; conversationId: string; why: string }[];
  /** Why the mail's Reply-To does not count (S4). */
  replyToFault?: ReplyToFault;
  conversationId?: string;
  messageId?: string;
  /** More about the reason, e.g. the bound that was exceeded. Never text of the mail. */
  detail?: string;
  /** Which way it came. */
  via: 'ses' | 'mailbox';
  /** Name of the mailbox that it was polled from. */
  mailbox?: string;
  /** Kept for a replay. */
  envelope: Envelope;
};

/** A raw mail that is stored and waits for its outcome. */
export interface Arrival {
  mailId: string;
  /** RFC 3339 UTC. */
  receivedAt: string;
  via: 'ses' | 'mailbox';
  /** Name of the mailbox that it was polled from. */
  mailbox?: string;
  envelope: Envelope;
  /** As SES told in its notification; undefined: they are read from the top of the mail, or found out by ourselves. */
  verdicts?: Verdicts;
}

/** All that one delivered mail changes, in one transaction (S15). */
export interface MailDelivery {
  record: MailRecord;
  fingerprint: string;
  /** Epoch milliseconds; undefined: the fingerprint stands for this mail for ever. */
  fingerprintUntil?: number;
  message: ChatMessage;
  /** Given when the mail opens a conversation (R12). */
  newConversation?: Conversation;
  newUser?: NewUser;
  /** Where an existing conversation's mail for the user goes from now on (S4). */
  userAddress?: string;
  /** The record's outcome before, for a release or replay: the transaction fails if it is no longer that. */
  replaces?: Outcome['outcome'];
}

export type DeliverResult =
  | { kind: 'delivered' }
  /** The same mail made a message before; `of` is this very mail where its record has expired since. */
  | { kind: 'duplicate'; of: string }
  /** The record has reached another outcome meanwhile. */
  | { kind: 'already-decided'; record: MailRecord }
  /** Nothing is written: the conversation, or who it is of, is another meanwhile, or gone. */
  | { kind: 'outdated' };

/** Makes a mail a message. */
export interface MailDeliverer {
  /** The number of the conversation that this mail opens: the same one whenever the mail is handled. */
  numberFor(mailId: string): Promise<string>;
  /** Everything of a delivered mail in one transaction: message, conversation, record, duplicate guard. */
  deliverMail(delivery: MailDelivery): Promise<DeliverResult>;
}

/** Which mails; all conditions must fit. */
export interface InboundFilter {
  outcome?: Outcome['outcome'] | undefined;
  reason?: Outcome['reason'] | undefined;
  /** Bare address of the author, normalised. */
  from?: string | undefined;
  conversationId?: string | undefined;
}

export interface InboundStore {
  find(mailId: string): Promise<MailRecord | undefined>;
  /** Newest first; a page of several conditions may be short and have a cursor. */
  list(options: {
    filter?: InboundFilter;
    limit: number;
    cursor?: string;
  }): Promise<Page<MailRecord>>;
  /** Writes a record that makes no message. A record that is there stays, unless it has the outcome `replaces`. Gives what is in force. */
  record(record: MailRecord, replaces?: Outcome['outcome']): Promise<MailRecord>;
  /** The mail that made a message under this fingerprint, if any; a claim that had ended at `receivedAt` (RFC 3339) does not count. */
  findDuplicate(fingerprint: string, receivedAt: string): Promise<string | undefined>;
  /** The mail that came first with this fingerprint of a staff mail; the one given, if none did (S4). */
  noteSeen(fingerprint: string, mailId: string): Promise<string>;
  /** Conversations into which a mail with this Message-ID (with brackets) was delivered, a few at most (S1, earlier-mail). */
  conversationsOf(messageId: string): Promise<string[]>;
  /** Whether somebody joined the conversation by mail from this address. */
  isGuest(conversationId: string, address: string): Promise<boolean>;
  /** Whether one more unauthenticated mail may open a conversation in this hour; the same mail counts once (S7). */
  takeOpening(opening: {
    mailId: string;
    /** Of the author; a tenth of the limit is for one. */
    domain: string;
    limit: number;
    nowMs: number;
  }): Promise<boolean>;
  /** Notes that a mail named the conversation with a wrong code (S2); the same mail counts once. */
  noteWrongCode(conversationId: string, mailId: string, nowMs: number): Promise<void>;
  /** Mails with a wrong code for the conversation in this hour. */
  wrongCodes(conversationId: string, nowMs: number): Promise<number>;
}

/** What SES's id of a mail of ours stands for (S1, signal 3). */
export interface SentMail {
  sesMessageId: string;
  conversationId: string;
  participant: Participant;
  /** Bare address it went to. */
  recipient: string;
  messageIds: string[];
  at: string;
}

export interface SentMailStore {
  find(sesMessageId: string): Promise<SentMail | undefined>;
  /** The same, as far as a signal needs it: several are found in one call. */
  placeOf(
    sesMessageId: string,
  ): Promise<Pick<SentMail, 'conversationId' | 'participant'> | undefined>;
  /** Text parts of the mails that we sent last in this conversation, newest first: reply extraction knows them again. */
  recentTexts(conversationId: string): Promise<string[]>;
}

export interface RawMail {
  mailId: string;
  /** The octets from their beginning, each time. Whoever found the mail reads it: what is found is open. */
  open(): Promise<Readable>;
  /** Of polled mail. */
  mailbox?: string;
  /** Of polled mail that was too large to be taken (S14). */
  isHeaderOnly?: true;
}

export interface RawMailStore {
  /** Undefined: there is no such object. */
  find(mailId: string): Promise<RawMail | undefined>;
  /** Whether there is such an object, for those who do not read it. */
  isThere(mailId: string): Promise<boolean>;
}

export interface RawMailLinks {
  /** A short-lived URL of the octets, which are there. */
  urlOf(mailId: string): Promise<string>;
}

export interface FilePlan {
  attachmentIds: string[];
  conversationId: string;
  /** Epoch milliseconds. */
  now: number;
}

export interface AttachmentStore {
  /**
   * Notes which files a mail has, before the first octet of them is stored: an erasure finds them, whatever becomes of the mail. Gives those
   * that an earlier try has stored for the conversation.
   */
  plan(mailId: string, files: FilePlan): Promise<ReadonlySet<string>>;
  /** Whether the note still stands: an erasure takes it (S19). */
  isPlanned(mailId: string): Promise<boolean>;
  /** Streams the octets under the attachment's id; the same id twice is one file. */
  store(
    attachment: MessageAttachment & { conversationId: string },
    content: Readable,
  ): Promise<void>;
  /** Makes the files the conversation's; one that is gone stays gone. */
  bind(attachmentIds: string[], conversationId: string): Promise<void>;
  /** Deletes files that no message names, and their note. */
  withdraw(mailId: string, attachmentIds: string[]): Promise<void>;
  find(
    attachmentId: string,
  ): Promise<(MessageAttachment & { conversationId?: string }) | undefined>;
}

/** Our own look at a mail's signatures, for what no receiver we trust has judged (S3). */
export interface DkimChecker {
  check(raw: Readable): Promise<Pick<Verdicts, 'dkim' | 'dkimDomains'>>;
  /** The domains that sealed the mail (RFC 8617), oldest first; empty where there is no chain, or one that does not hold. */
  readSealers(raw: Readable): Promise<string[]>;
}

/** What an agent was asked about (S22). */
export interface StaffQuestion {
  /** The held mail. */
  mailId: string;
  agentId: string;
}

/** Agents are asked at their registered addresses whether a held mail is theirs (S22). */
export interface StaffQuestions {
  /** Has the agent asked, unless that was done within the hour. The same mail again is harmless. */
  ask(mailId: string): Promise<void>;
  /** What was asked under this code; undefined: nothing, or too long ago. */
  find(code: string): Promise<StaffQuestion | undefined>;
}

/** All that receiving a mail needs of the world. */
export interface ReceiveMailPorts {
  settings: SettingsSource;
  tokenKeys: TokenKeySource;
  people: PeopleStore;
  conversations: ConversationStore & MailDeliverer;
  inbound: InboundStore;
  rawMails: RawMailStore;
  attachments: AttachmentStore;
  sentMails: SentMailStore;
  /** Reports that came as a mail mark the delivery they speak of (S5). */
  feedback: FeedbackQueue;
  questions: StaffQuestions;
  dkim: DkimChecker;
  clock: Clock;
  log: Log;
}
