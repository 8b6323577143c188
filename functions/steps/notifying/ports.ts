import type {
  Delivery,
  FailedReason,
  SentReason,
  SkippedReason,
} from '../../conversations/delivery.ts';
import type { Participant } from '../../conversations/people.ts';
import type { StaffMember } from '../chatting/ports.ts';
import type { Page } from '../ports.ts';
import type { SentMail, StaffQuestion } from '../receiving/ports.ts';

/** Names one grouping window of one recipient in one conversation: what OutgoingQueue carries. */
export interface WindowName {
  conversationId: string;
  participant: Participant;
  /** The messageId of the window's first message. */
  windowId: string;
}

/** What OutgoingQueue asks of `notify` (docs/architecture.md). */
export type OutgoingOrder =
  /** A window whose mail may be due. */
  | { kind: 'send'; window: WindowName; attempt: number }
  /** A message that the stream has passed over. */
  | { kind: 'decide'; messageId: string }
  /** A held mail whose agent is to be asked (S22). */
  | { kind: 'ask'; mailId: string };

/** `reconcile` looks after a message once, when it is so old: younger ones are on their way. */
export const LOOKED_AFTER_MS = 20 * 60_000;

/** A message that is to be mailed to someone (S8). */
export interface OutgoingEntry {
  messageId: string;
  conversationId: string;
  participant: Participant;
  recipient: string;
  /** Who wrote the message, where that is somebody of the directory. */
  author?: Participant;
  reason: SentReason;
  /** 0: a window of its own, closed at once. */
  groupingSeconds: number;
  /** `reconcile` may have looked after this message before: a window that is opened now is looked after from the beginning. */
  isLate?: boolean;
  /**
   * It is the last that is decided of its message: that is noted with it, and the rows of people who are not mailed are written with it, where a
   * row that is there stays.
   */
  last?: { skipped: Delivery[] };
  /** Epoch milliseconds. */
  now: number;
}

export interface OutgoingWindow extends WindowName {
  /** In the order they were written. */
  messageIds: string[];
  /** Where the mail was to go when the window was opened: the address may be another by the time it goes out. Windows of before have none. */
  recipient?: string;
  /** Of its messages. Windows of before have none. */
  authors?: Participant[];
  /** Epoch milliseconds. */
  closesAt: number;
}

/**
 * Times of sending, in milliseconds. An answer of SES that takes longer than `answer` counts as lost. Each single try begins under a lease that
 * lasts for `leaseAtLeast`: the answer, and the record of it. A lease counts as ended `skew` later than it says, because the clocks of two
 * functions differ: this is the one place that allows for it. A killed function delays its mail by `lease` and `skew`.
 */
export const ATTEMPT_MS = {
  answer: 7_000,
  leaseAtLeast: 9_000,
  lease: 12_000,
  skew: 1_000,
} as const;

export type Claim =
  /** The window is closed and ours until the lease ends (epoch milliseconds); `lease` proves it. */
  | { kind: 'claimed'; window: OutgoingWindow; lease: string; leaseUntil: number }
  /** Still open, or another function holds the lease: look again then. */
  | { kind: 'early'; waitMs: number }
  /** Sent, or settled otherwise: nothing is left to do. */
  | { kind: 'settled' };

export type SettledState = 'sent' | 'failed' | 'dropped';

/** Mail on its way and what became of it: one item for each window and recipient, and a lease that keeps two functions from sending it (S15). */
export interface OutgoingStore {
  /**
   * Notes that the message is to be mailed: a pending row, and its place in a window, in one transaction. Gives the window if this message
   * opened it, so that it is queued; undefined if another message did, or the row is decided already.
   */
  enter(entry: OutgoingEntry): Promise<OutgoingWindow | undefined>;
  /** Closes a due window and takes the lease. */
  claim(window: WindowName, now: number): Promise<Claim>;
  /** Extends the lease; false: it ended and someone else took it. */
  renew(window: WindowName, lease: string, now: number): Promise<boolean>;
  /** Gives the lease back, so that a retry need not wait for its end. */
  release(window: WindowName, lease: string, nextTryAt: number): Promise<void>;
  /** Of late windows: those whose next try was due before this time and did not happen, the oldest first. */
  listOverdue(before: number, cursor?: string): Promise<Page<WindowName>>;
  /** Rows of a window's messages, while it is in work: once its mail is sent, that is final. */
  decide(
    window: WindowName,
    messageIds: string[],
    decision:
      | { decision: 'skipped'; reason: SkippedReason }
      | { decision: 'failed'; reason: FailedReason },
    at: string,
  ): Promise<void>;
  /** Nothing is sent, and nothing more happens to this window. */
  settle(window: WindowName, state: Exclude<SettledState, 'sent'>): Promise<void>;
  /** What SES took, in one write, and then what its id leads to (S15). */
  recordSent(sent: SentRecord): Promise<void>;
  /** What we sent to this participant in this conversation, oldest first, the last few. */
  sentTo(conversationId: string, participant: Participant): Promise<ThreadMail[]>;
}

/** The mail of a window, as SES took it. */
export interface TakenMail {
  /** Local part only. */
  sesMessageId: string;
  /** The Message-ID that the recipient sees, with brackets. */
  wireMessageId: string;
  /** Bare address it went to. */
  recipient: string;
  /** RFC 3339 UTC. */
  at: string;
  /** The messages it shows, which may be fewer than the window had, and why each was mailed. */
  reasons: { messageId: string; reason: SentReason }[];
}

export interface SentRecord {
  window: WindowName;
  mail: TakenMail;
  /** The composed text part: reply extraction knows it again (S12). */
  text: string;
}

/** One mail of a recipient's thread, as the recipient's mail program knows it. */
export interface ThreadMail {
  /** With brackets. */
  messageId: string;
  /** RFC 3339 UTC. */
  at: string;
}

export interface DeliveryWriter {
  /** Whether there is a row, of whatever decision. */
  hasRow(messageId: string, participant: Participant): Promise<boolean>;
  putSummaries(
    messageId: string,
    summaries: { reason: SkippedReason; count: number }[],
    at: string,
  ): Promise<void>;
  /**
   * Rows of people who are not mailed about a message of which nobody is; a row that is there stays. Everybody's row is there then: `reconcile`
   * need not look after this message.
   */
  closeDecisions(messageId: string, skipped: Delivery[]): Promise<void>;
  /** A bounce marks what was sent; a complaint also what bounced (S16). */
  markBounced(mail: SentMail, reason: Suppression['reason'], at: string): Promise<void>;
  /** SES took the mail and then dropped it (a virus): what was sent has failed after all. */
  markRejected(mail: SentMail, at: string): Promise<void>;
  /** The recipient's server makes the mail wait; shown on the row until something else is known. */
  markDelayed(mail: SentMail, at: string): Promise<void>;
}

/** Guests of a conversation, so that there is a row for each (S11). */
export interface GuestStore {
  remember(conversationId: string, address: string): Promise<void>;
  /** At most `MAX_GUESTS`, in order of address. */
  list(conversationId: string): Promise<string[]>;
}

/** Mails of a conversation and recipient in a clock hour (S17). */
export interface BudgetStore {
  /** Counts the window once, however often it is asked; false: the budget is used up. */
  take(window: WindowName, limit: number, now: number): Promise<boolean>;
}

/** System messages that are written once. */
export interface NoticeStore {
  /** The id under which the notice called `name` is written: the first caller's `messageId` and `createdAt` stay. */
  claim(
    conversationId: string,
    name: string,
    proposal: { messageId: string; createdAt: string },
  ): Promise<{ messageId: string; createdAt: string }>;
}

export const SUPPRESSION_REASONS = ['hard-bounce', 'soft-bounce', 'complaint'] as const;

/** An address that is not written to any more (S16). */
export interface Suppression {
  address: string;
  reason: (typeof SUPPRESSION_REASONS)[number];
  /** RFC 3339 UTC. */
  at: string;
}

/** For people who look after suppressions. */
export interface SuppressionDirectory {
  /** By address, of those that are suppressed. */
  details(addresses: string[]): Promise<Map<string, Suppression>>;
  /** Newest first. */
  list(options: { limit: number; cursor?: string }): Promise<Page<Suppression>>;
  /** With what was counted of soft bounces. False: it was not suppressed. */
  lift(address: string): Promise<boolean>;
}

/** SES's own list of the account, which drops what we send. */
export interface AccountSuppressions {
  /** False: the address does not stand there. */
  lift(address: string): Promise<boolean>;
}

/** A mail that SES told something of. */
export type BouncedMail = Pick<SentMail, 'recipient' | 'sesMessageId'>;

export interface SuppressionStore {
  /** Which of these addresses are suppressed (S16). */
  among(addresses: string[]): Promise<Set<string>>;
  /** The recipient of a mail that we know, from now on. One who was erased meanwhile is not noted again (S19). */
  suppress(
    mail: BouncedMail,
    reason: 'hard-bounce' | 'soft-bounce' | 'complaint',
    at: string,
  ): Promise<void>;
  /** Counts a soft bounce once for each mail; gives the number that stands. */
  countSoftBounce(mail: BouncedMail): Promise<number>;
}

export type SendResult =
  /** `wireMessageId`: the Message-ID that the recipient sees, with brackets. */
  | { kind: 'sent'; sesMessageId: string; wireMessageId: string }
  /** Too fast: a short pause mends it. */
  | { kind: 'throttled' }
  /** The day's quota is used up. */
  | { kind: 'quota-exceeded' }
  /** The account or the configuration set may not send at the moment. */
  | { kind: 'paused' }
  /** Final: SES will never take this mail. `detail` is SES's own word on it. */
  | { kind: 'rejected'; detail: string }
  /** The lease was lost before the try: somebody else sends the mail. */
  | { kind: 'overtaken' };

export interface MailSender {
  /** A few quick tries; before each of them `mayTry` is asked. Whatever is not among the results is thrown. */
  send(
    mail: { from: string; to: string; raw: Buffer },
    mayTry: () => Promise<boolean>,
  ): Promise<SendResult>;
}

export interface OutgoingQueue {
  /** `attempt` counts the waits of this mail. */
  put(window: WindowName, options: { delayMs: number; attempt: number }): Promise<void>;
}

/** Texts and logo that a team laid into the bucket under `templates/` (docs/settings.md). */
export interface TeamTemplates {
  /** Undefined: there is no such file. */
  readTexts(locale: string): Promise<Record<string, unknown> | undefined>;
  readLogo(): Promise<Buffer | undefined>;
}

export interface AttachmentReader {
  /** Undefined: the file is gone, or was never uploaded. */
  read(attachmentId: string): Promise<Buffer | undefined>;
}

export interface StaffReader {
  /** One agent with what was last reported of them; undefined: deleted, or never there. */
  findStaff(agentId: string): Promise<StaffMember | undefined>;
}

/** Questions to agents whose mail was held (S22). */
export interface QuestionStore {
  /**
   * Takes the agent's one question of the hour for this mail, for a minute: whoever dies in between leaves it to the next. `used-up`: it was
   * asked, or another mail has it; `in-hand`: somebody is asking about this mail now.
   */
  claim(question: StaffQuestion, nowMs: number): Promise<'claimed' | 'used-up' | 'in-hand'>;
  /** Gives it back: nothing was sent. */
  release(question: StaffQuestion): Promise<void>;
  /** It was sent: the hour is used up. */
  asked(question: StaffQuestion): Promise<void>;
  /** What an answer with the code will speak of. */
  remember(code: string, question: StaffQuestion): Promise<void>;
}
