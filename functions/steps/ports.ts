/**
 * What the steps need of the world. `adapters/` implements these; tests give small fakes. No port throws for an expected outcome:
 * what may be expected is a value, an exception means "try again later" or a bug.
 */
import type { Readable } from 'node:stream';
import type {
  ChatMessage,
  Conversation,
  MessageAttachment,
} from '../conversations/conversation.ts';
import type { Delivery, DeliverySummary } from '../conversations/delivery.ts';
import type { Agent, Department, Participant, Presence, User } from '../conversations/people.ts';
import type { Signal } from '../conversations/signal.ts';
import type { TokenKeys } from '../conversations/token.ts';
import type { Envelope, Verdicts } from '../mail/message.ts';
import type { Settings } from '../settings/settings.ts';
import type { Outcome } from './outcome.ts';

/** Steps know no clock of their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** Names fields only; never a mail body, never a secret. */
export interface Log {
  info(fields: Record<string, unknown>, text: string): void;
  warn(fields: Record<string, unknown>, text: string): void;
  error(fields: Record<string, unknown>, text: string): void;
}

export interface Page<Item> {
  items: Item[];
  /** Opaque; undefined on the last page. */
  cursor?: string;
}

/** Settings as they are in force: cached for 60 s, a bad value leaves the last good one (S20). */
export interface SettingsSource {
  read(): Promise<Settings>;
}

export interface TokenKeySource {
  read(): Promise<TokenKeys>;
}

export interface StaffMember extends Agent {
  presence?: Presence;
}

/** People and whose address is whose. All reads are consistent. */
export interface PeopleStore {
  findDepartment(departmentId: string): Promise<Department | undefined>;
  findAgent(agentId: string): Promise<Agent | undefined>;
  findUser(userId: string): Promise<User | undefined>;
  userPresence(userId: string): Promise<Presence | undefined>;
  /** Every agent and admin with what was last reported of them, in order of agentId. */
  listStaff(): Promise<StaffMember[]>;
  /** Who has this address, or (users) had it: normalised address in, ids out. */
  ownersOf(address: string): Promise<{ agentIds: string[]; userIds: string[] }>;
  /** Users' addresses change by a Reply-To (R31): the old one becomes a former one. Idempotent. */
  moveUserTo(userId: string, address: string): Promise<void>;
}

/** A new user, made from the author's address (S7). */
export interface NewUser {
  userId: string;
  name?: string;
  email: string;
  /** The author's own address, where a Reply-To gave `email` (R31). */
  formerEmail?: string;
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
  message: ChatMessage;
  /** Given when the mail opens a conversation (R12). */
  newConversation?: Conversation;
  newUser?: NewUser;
  /** The record's outcome before, for a release or replay: the transaction fails if it is no longer that. */
  replaces?: Outcome['outcome'];
}

export type DeliverResult =
  | { kind: 'delivered' }
  /** The same mail made a message before. */
  | { kind: 'duplicate'; of: string }
  /** The record has reached another outcome meanwhile. */
  | { kind: 'already-decided'; record: MailRecord };

export interface ConversationStore {
  find(conversationId: string): Promise<Conversation | undefined>;
  /** The next number, never given twice. */
  nextNumber(): Promise<string>;
  /** The number of the conversation that this mail opens: the same one whenever the mail is handled. */
  numberFor(mailId: string): Promise<string>;
  /** False: its user is not there any more. */
  create(conversation: Conversation): Promise<boolean>;
  list(options: { limit: number; cursor?: string }): Promise<Page<Conversation>>;
  /** Changes the given fields; null removes one; undefined leaves it. */
  patch(
    conversationId: string,
    changes: { departmentId?: string | null; agentId?: string | null; status?: 'open' | 'closed' },
  ): Promise<Conversation | undefined>;
  findMessage(messageId: string): Promise<ChatMessage | undefined>;
  /** Oldest first. */
  listMessages(
    conversationId: string,
    options: { limit: number; cursor?: string },
  ): Promise<Page<ChatMessage>>;
  /** The newest `limit` messages, oldest first, up to and including `until` (a messageId) where given. */
  recentMessages(conversationId: string, limit: number, until?: string): Promise<ChatMessage[]>;
  /**
   * Adds a message and moves the conversation's activity on, in one transaction. The same messageId twice is one message. False: the
   * conversation is not there.
   */
  append(message: ChatMessage): Promise<boolean>;
  /** Everything of a delivered mail in one transaction: message, conversation, record, duplicate guard. */
  deliverMail(delivery: MailDelivery): Promise<DeliverResult>;
}

export interface InboundStore {
  find(mailId: string): Promise<MailRecord | undefined>;
  list(options: {
    outcome?: Outcome['outcome'];
    limit: number;
    cursor?: string;
  }): Promise<Page<MailRecord>>;
  /** Writes a record that makes no message. A record that is there stays, unless it has the outcome `replaces`. Gives what is in force. */
  record(record: MailRecord, replaces?: Outcome['outcome']): Promise<MailRecord>;
  /** The mail that claimed this fingerprint, if any. */
  findDuplicate(fingerprint: string): Promise<string | undefined>;
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
  /** Text parts of the mails that we sent last in this conversation, newest first: reply extraction knows them again. */
  recentTexts(conversationId: string): Promise<string[]>;
}

export interface DeliveryStore {
  list(messageId: string): Promise<(Delivery | DeliverySummary)[]>;
}

export interface RawMail {
  mailId: string;
  open(): Promise<Readable>;
  /** Octets. */
  size: number;
  receivedAt: string;
  /** Of polled mail. */
  mailbox?: string;
}

export interface RawMailStore {
  /** Undefined: there is no such object. */
  find(mailId: string): Promise<RawMail | undefined>;
}

export interface AttachmentStore {
  /** Streams the octets under the attachment's id; the same id twice is one file. */
  store(
    attachment: MessageAttachment & { conversationId: string },
    content: Readable,
  ): Promise<void>;
  /** Makes the files the conversation's; one that is gone stays gone. */
  bind(attachmentIds: string[], conversationId: string): Promise<void>;
  /** Deletes files that no message names. */
  forget(attachmentIds: string[]): Promise<void>;
  find(
    attachmentId: string,
  ): Promise<(MessageAttachment & { conversationId?: string }) | undefined>;
}

/** Our own DKIM check, for mail that no receiver we trust has judged (S3). */
export interface DkimChecker {
  check(raw: Readable): Promise<Pick<Verdicts, 'dkim' | 'dkimDomains'>>;
}

/** A delivery report that came as a mail (RFC 3464) marks the delivery it speaks of (S5). */
export interface FeedbackSink {
  recordBounce(report: {
    sesMessageId: string;
    /** Bare address; undefined where the report names none. */
    recipient?: string;
    isPermanent: boolean;
    /** Nobody we trust stands for the report's author. */
    isHearsay: boolean;
  }): Promise<void>;
}
