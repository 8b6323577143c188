/** Ports of receiving a mail; reading/, release/ and asking/ have their own. */
import type { Readable } from 'node:stream';
import type {
  ChatMessage,
  Conversation,
  MessageAttachment,
} from '../../conversations/conversation.ts';
import type { Signal } from '../../conversations/signals/signal.ts';
import type { Envelope, Verdicts } from '../../mail/message.ts';
import type { StaffQuestions } from '../asking/ports.ts';
import type { ConversationStore, PeopleStore } from '../chatting/ports.ts';
import type { FeedbackQueue } from '../feedback/ports.ts';
import type { Clock, ListOptions, Log, Page, SettingsSource } from '../ports.ts';
import type { SentMailStore } from '../sending/ports.ts';
import type { Outcome, ReplyToFault } from './outcome.ts';
import type { RawMailStore, ReadMailPorts } from './reading/ports.ts';

/** A new user, made from the mail that opens a conversation (S7). */
export interface NewUser {
  userId: string;
  name?: string;
  /** The author's address. `mail`: it is the user's own; `unproven`: the mail only claims to come from it. */
  email: string;
  emailFrom: 'mail' | 'unproven';
}

/** The record of an inbound mail. It always has an outcome and a reason (S11). */
export type MailRecord = Outcome & {
  mailId: string;
  /** RFC 3339 UTC. */
  receivedAt: string;
  /** Bare address of the author; '' where there is none. */
  from: string;
  subject: string;
  verdicts: Verdicts;
  signal?: Signal;
  /** Signals that were found but not followed, and why (S1). */
  passedOver?: { signal: Signal; conversationId: string; why: string }[];
  /** Why the mail's Reply-To does not count (S4). */
  replyToFault?: ReplyToFault;
  conversationId?: string;
  messageId?: string;
  /** More about the reason, e.g. the limit that was exceeded. Never text of the mail. */
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
  /** From SES's notification. Undefined: read from the top of the mail, or found by our own DKIM check. */
  verdicts?: Verdicts;
}

/** Selects mails; all given conditions must match. */
export interface InboundFilter {
  outcome?: Outcome['outcome'] | undefined;
  reason?: Outcome['reason'] | undefined;
  /** Bare address of the author, normalised. */
  from?: string | undefined;
  conversationId?: string | undefined;
}

export interface InboundStore {
  find(mailId: string): Promise<MailRecord | undefined>;
  /**
   * Writes the record of a mail that makes no message. An existing record stays, unless its outcome is `replaces`. Returns the record in
   * force.
   */
  record(record: MailRecord, replaces?: Outcome['outcome']): Promise<MailRecord>;
  /**
   * The mailId of the mail that made a message under this fingerprint. A guard that had ended before `receivedAt` (RFC 3339) does not
   * count.
   */
  findDuplicate(fingerprint: string, receivedAt: string): Promise<string | undefined>;
  /** Notes a staff mail. Returns the mailId that had this fingerprint first; the given one if it is new (S4). */
  noteSeen(fingerprint: string, mailId: string): Promise<string>;
  /** Conversations into which a mail with this Message-ID (with brackets) was delivered; a few at most (S1, earlier-mail). */
  conversationsOf(messageId: string): Promise<string[]>;
  /** Whether this address joined the conversation by mail. */
  isGuest(conversationId: string, address: string): Promise<boolean>;
  /** Counts an unauthenticated mail that opens a conversation; false: the hour's limit is reached. The same mail counts once (S7). */
  takeOpening(opening: Opening): Promise<boolean>;
  /** Counts a mail that named the conversation with a wrong code (S2); the same mail counts once. */
  noteWrongCode(conversationId: string, mailId: string, nowMs: number): Promise<void>;
  /** Mails with a wrong code for the conversation in this hour. */
  wrongCodes(conversationId: string, nowMs: number): Promise<number>;
}

/** Inbound mail as people look through it. */
export interface InboundDirectory extends InboundStore {
  /** Newest first. With several conditions a page may be short and still have a cursor. */
  list(options: ListOptions<InboundFilter>): Promise<Page<MailRecord>>;
}

/** An unauthenticated mail is about to open a conversation (S7). */
export interface Opening {
  mailId: string;
  /** The author's domain; one domain may use a tenth of the limit. */
  domain: string;
  /** Such conversations in an hour. */
  limit: number;
  nowMs: number;
}

/** All that one delivered mail changes, in one transaction (S15). */
export interface MailDelivery {
  record: MailRecord;
  fingerprint: string;
  /** Epoch milliseconds; undefined: never ends. */
  fingerprintUntil?: number;
  message: ChatMessage;
  /** Given when the mail opens a conversation (R12). */
  newConversation?: Conversation;
  newUser?: NewUser;
  /** Where mail for the user of an existing conversation goes from now on, as long as it is still this user's (S4). */
  userAddress?: { address: string; userId: string };
  /** Set by a release or replay: the outcome that the record must still have, else the transaction fails. */
  replaces?: Outcome['outcome'];
}

export type DeliverResult =
  | { kind: 'delivered' }
  /** The same mail made a message before. `of` is its mailId; it is this mail's own if its record has expired since. */
  | { kind: 'duplicate'; of: string }
  /** The record got another outcome meanwhile. */
  | { kind: 'already-decided'; record: MailRecord }
  /** Nothing was written: the conversation or its user has changed meanwhile, or is gone. */
  | { kind: 'outdated' };

/** Turns a mail into a message. */
export interface MailDeliverer {
  /** The number of the conversation that this mail opens. Idempotent: the same mail always gets the same number. */
  numberFor(mailId: string): Promise<string>;
  /** Writes everything of a delivered mail in one transaction: message, conversation, record, duplicate guard. */
  deliverMail(delivery: MailDelivery): Promise<DeliverResult>;
}

export interface FilePlan {
  attachmentIds: string[];
  conversationId: string;
  /** Epoch milliseconds. */
  now: number;
}

export interface AttachmentStore {
  /**
   * Notes which files a mail has before the first octet is stored, so that an erasure finds them whatever becomes of the mail. Returns the
   * ids that an earlier try has already stored for this conversation.
   */
  plan(mailId: string, files: FilePlan): Promise<ReadonlySet<string>>;
  /** Whether the note still exists; an erasure deletes it (S19). */
  isPlanned(mailId: string): Promise<boolean>;
  /** Streams the octets under the attachment's id. Idempotent: the same id is one file. */
  store(
    attachment: MessageAttachment & { conversationId: string },
    content: Readable,
  ): Promise<void>;
  /** Binds the files to the conversation; a deleted file stays deleted. */
  bind(attachmentIds: string[], conversationId: string): Promise<void>;
  /** Deletes files that no message names, and the note about them. */
  withdraw(mailId: string, attachmentIds: string[]): Promise<void>;
}

/** Who somebody is, and who owns an address. */
export type PeopleFinder = Pick<PeopleStore, 'findAgent' | 'findUser' | 'ownersOf'>;

/** What deciding about a mail asks: who its author is, what it answers, whether it came before. */
export interface DecideMailPorts {
  settings: SettingsSource;
  people: PeopleFinder;
  conversations: Pick<ConversationStore, 'find'>;
  inbound: InboundStore;
  sentMails: Omit<SentMailStore, 'sentTo'>;
  questions: StaffQuestions;
  clock: Clock;
}

/** What making a mail's message needs. */
export interface DeliverMailPorts {
  people: PeopleFinder;
  conversations: MailDeliverer;
  inbound: InboundStore;
  attachments: AttachmentStore;
  clock: Clock;
}

/** All ports of receiving a mail. */
export interface ReceiveMailPorts extends ReadMailPorts, DecideMailPorts, DeliverMailPorts {
  conversations: Pick<ConversationStore, 'find' | 'findMessage'> & MailDeliverer;
  rawMails: RawMailStore;
  /** For reports that came as a mail: they mark the delivery they are about (S5). */
  feedback: FeedbackQueue;
  log: Log;
}
