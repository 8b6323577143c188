import type { Participant } from '../../conversations/people/people.ts';
import type {
  BouncedReason,
  Delivery,
  DeliveryDecision,
  SentReason,
  SkippedReason,
} from '../../conversations/recipients/delivery.ts';
import type { StaffMember } from '../chatting/ports.ts';
import type { Page, PageOptions } from '../ports.ts';
import type { SentMail, StaffQuestion } from '../receiving/ports.ts';

/** Names one recipient's grouping window in one conversation; OutgoingQueue carries it. */
export interface WindowName {
  conversationId: string;
  participant: Participant;
  /** The messageId of the window's first message. */
  windowId: string;
}

/** Orders to `notify` in OutgoingQueue (docs/architecture.md). */
export type OutgoingOrder =
  /** A window whose mail may be due. */
  | { kind: 'send'; window: WindowName; attempt: number }
  /** A message that the stream has missed. */
  | { kind: 'decide'; messageId: string }
  /** A held mail whose agent is to be asked (S22). */
  | { kind: 'ask'; mailId: string };

/** Age in milliseconds at which `reconcile` looks after a message, once; younger ones are still on their way. */
export const LOOKED_AFTER_MS = 20 * 60_000;

/** A message that is to be mailed to someone (S8). */
export interface WindowEntry {
  messageId: string;
  conversationId: string;
  participant: Participant;
  recipient: string;
  /** The message's author, if the directory knows them. */
  author?: Participant;
  reason: SentReason;
  /** 0: every message has its own window, closed at once. */
  groupingSeconds: number;
  /** `reconcile` may have looked after this message already, so a window opened now is on its list from the start. */
  isLate?: boolean;
  /**
   * Set on the last recipient of a message: the same transaction marks the message as decided and writes the rows of people who are not
   * mailed. An existing row stays.
   */
  last?: { skipped: Delivery[] };
  /** Epoch milliseconds. */
  now: number;
}

export interface GroupingWindow extends WindowName {
  /** Oldest first. */
  messageIds: string[];
  /**
   * The recipient's address when the window was opened; it may change until the mail is sent. Undefined in windows of earlier versions
   * (decision 0109).
   */
  recipient?: string;
  /** Authors of its messages. Undefined in windows of earlier versions (decision 0109). */
  authors?: Participant[];
  /** Epoch milliseconds. */
  closesAt: number;
}

/**
 * Times of sending, in milliseconds. `answer`: SES's answer counts as lost after it. `leaseAtLeast`: what a lease must still last when a
 * try begins, to cover the answer and its record. `skew`: a lease counts as ended only this much after its end, because the functions'
 * clocks differ; nothing else allows for that. A killed function delays its mail by `lease` + `skew`.
 */
export const ATTEMPT_MS = {
  answer: 7_000,
  leaseAtLeast: 9_000,
  lease: 12_000,
  skew: 1_000,
} as const;

export type Claim =
  /** The window is closed, and ours until `leaseUntil` (epoch milliseconds); `lease` proves it. */
  | { kind: 'claimed'; window: GroupingWindow; lease: string; leaseUntil: number }
  /** Still open, or another function holds the lease: try again after `waitMs`. */
  | { kind: 'early'; waitMs: number }
  /** Sent or settled otherwise: nothing is left to do. */
  | { kind: 'settled' };

export type SettledState = 'sent' | 'failed' | 'dropped';

/** Why a message of a window is not mailed. */
export type UnsentDecision = Extract<DeliveryDecision, { decision: 'skipped' | 'failed' }>;

/** Grouping windows (S8) and the mails they became. Each has a lease, which keeps two functions from sending its mail (S15). */
export interface WindowStore {
  /**
   * Notes in one transaction that the message is to be mailed: a pending row, and a place in a window. Returns the window if this message
   * opened it, so that the caller queues it; undefined if it was open before, or the row is decided.
   */
  enter(entry: WindowEntry): Promise<GroupingWindow | undefined>;
  /** Closes a due window and takes the lease. */
  claim(window: WindowName, now: number): Promise<Claim>;
  /** Extends the lease; false: it ended and another function took it. */
  renew(window: WindowName, lease: string, now: number): Promise<boolean>;
  /** Returns the lease, so that a retry need not wait for its end. */
  release(window: WindowName, lease: string, nextTryAt: number): Promise<void>;
  /** Late windows whose next try was due before `before` (epoch milliseconds) and did not happen, oldest first. */
  listOverdue(before: number, cursor?: string): Promise<Page<WindowName>>;
  /** Writes decisions onto the rows of a window's messages while the window is in work; after the mail is sent they are final. */
  decide(
    window: WindowName,
    messageIds: string[],
    decision: UnsentDecision,
    at: string,
  ): Promise<void>;
  /** Ends the window without a mail. */
  settle(window: WindowName, state: Exclude<SettledState, 'sent'>): Promise<void>;
  /** Writes the mail that SES took with its window, in one write, then the item that leads from SES's id to it (S15). */
  recordSent(sent: SentRecord): Promise<void>;
  /** Our last few mails to this participant in this conversation, oldest first. */
  sentTo(conversationId: string, participant: Participant): Promise<ThreadMail[]>;
}

/** The mail of a window, as SES accepted it. */
export interface TakenMail {
  /** The local part of SES's Message-ID. */
  sesMessageId: string;
  /** The Message-ID that the recipient sees, with brackets. */
  wireMessageId: string;
  /** Bare address it went to. */
  recipient: string;
  /** RFC 3339 UTC. */
  at: string;
  /** The messages that the mail shows, which may be fewer than the window's, and why each was mailed. */
  reasons: { messageId: string; reason: SentReason }[];
}

export interface SentRecord {
  window: WindowName;
  mail: TakenMail;
  /** The composed text part; reply extraction recognises it in quotes (S12). */
  text: string;
}

/** One mail of the recipient's thread, as their mail program has it. */
export interface ThreadMail {
  /** With brackets. */
  messageId: string;
  /** RFC 3339 UTC. */
  at: string;
}

export interface DeliveryWriter {
  /** Whether a row exists, whatever its decision. */
  hasRow(messageId: string, participant: Participant): Promise<boolean>;
  putSummaries(
    messageId: string,
    summaries: { reason: SkippedReason; count: number }[],
    at: string,
  ): Promise<void>;
  /**
   * Ends the decisions on a message that nobody is mailed about: writes the `skipped` rows (an existing row stays) and marks the message as
   * decided, so that `reconcile` need not look after it.
   */
  closeDecisions(messageId: string, skipped: Delivery[]): Promise<void>;
  /** A bounce marks a sent delivery; a complaint marks a bounced one, too (S16). */
  markBounced(mail: SentMail, reason: BouncedReason, at: string): Promise<void>;
  /** SES accepted the mail and then dropped it (a virus): the sent delivery has failed after all. */
  markRejected(mail: SentMail, at: string): Promise<void>;
  /** The recipient's server defers the mail; the row shows it until more is known. */
  markDelayed(mail: SentMail, at: string): Promise<void>;
}

/** Guests of a conversation, so that each gets a row (S11). */
export interface GuestStore {
  remember(conversationId: string, address: string): Promise<void>;
  /** At most `MAX_GUESTS`, ordered by address. */
  list(conversationId: string): Promise<string[]>;
}

/** Counts mails of a conversation and recipient in a clock hour (S17). */
export interface BudgetStore {
  /** Counts the window, idempotently; false: the budget is used up. */
  take(window: WindowName, limit: number, now: number): Promise<boolean>;
}

/** System messages that are written once. */
export interface NoticeStore {
  /** Returns the id and time under which the notice called `name` is written: those of the first call stay. */
  claim(
    conversationId: string,
    name: string,
    proposal: { messageId: string; createdAt: string },
  ): Promise<{ messageId: string; createdAt: string }>;
}

/** An address that no mail is sent to any more (S16). */
export interface Suppression {
  address: string;
  reason: BouncedReason;
  /** RFC 3339 UTC. */
  at: string;
}

/** Suppressions as people manage them. */
export interface SuppressionDirectory {
  /** By address; only those that are suppressed. */
  details(addresses: string[]): Promise<Map<string, Suppression>>;
  /** Newest first. */
  list(options: PageOptions): Promise<Page<Suppression>>;
  /** Deletes the count of soft bounces, too. False: the address was not suppressed. */
  lift(address: string): Promise<boolean>;
}

/** The suppression list of the SES account; SES drops mail to its addresses. */
export interface AccountSuppressions {
  /** False: the address is not on the list. */
  lift(address: string): Promise<boolean>;
}

/** A mail that an SES event is about. */
export type BouncedMail = Pick<SentMail, 'recipient' | 'sesMessageId'>;

export interface SuppressionStore {
  /** Which of these addresses are suppressed (S16). */
  among(addresses: string[]): Promise<Set<string>>;
  /** Suppresses the recipient of a mail that we have on record. An erased person is not noted again (S19). */
  suppress(mail: BouncedMail, reason: BouncedReason, at: string): Promise<void>;
  /** Counts a soft bounce once for each mail; returns the current count. */
  countSoftBounce(mail: BouncedMail): Promise<number>;
}

export type SendResult =
  /** `wireMessageId`: the Message-ID that the recipient sees, with brackets. */
  | { kind: 'sent'; sesMessageId: string; wireMessageId: string }
  /** Too fast: a short pause helps. */
  | { kind: 'throttled' }
  /** The daily quota is used up. */
  | { kind: 'quota-exceeded' }
  /** The account or the configuration set may not send at present. */
  | { kind: 'paused' }
  /** Permanent: SES will never accept this mail. `detail` is SES's own message. */
  | { kind: 'rejected'; detail: string }
  /** The lease was lost before the try: another function sends the mail. */
  | { kind: 'overtaken' };

export interface MailSender {
  /** Makes a few quick tries, and calls `mayTry` before each. Any other failure is thrown. */
  send(
    mail: { from: string; to: string; raw: Buffer },
    mayTry: () => Promise<boolean>,
  ): Promise<SendResult>;
}

export interface OutgoingQueue {
  /** `attempt` counts how often this mail has waited. */
  put(window: WindowName, options: { delayMs: number; attempt: number }): Promise<void>;
}

/** A team's texts and logo, from `templates/` in the bucket (docs/settings.md). */
export interface TeamTemplates {
  /** Undefined: no such file. */
  readTexts(locale: string): Promise<Record<string, unknown> | undefined>;
  readLogo(): Promise<Buffer | undefined>;
}

export interface AttachmentReader {
  /** Undefined: the file is gone, or was never uploaded. */
  read(attachmentId: string): Promise<Buffer | undefined>;
}

export interface StaffReader {
  /** An agent with their last reported presence; undefined: no such agent. */
  findStaff(agentId: string): Promise<StaffMember | undefined>;
}

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
