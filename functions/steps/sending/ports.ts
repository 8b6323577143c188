/** Ports of sending: grouping windows, the mails that they become, and SES. */
import type { Participant } from '../../conversations/people/people.ts';
import type {
  Delivery,
  DeliveryDecision,
  SentReason,
} from '../../conversations/recipients/delivery.ts';
import type { AskedMail } from '../asking/ports.ts';
import type { Lease, Page } from '../ports.ts';

/** Names one recipient's grouping window in one conversation; OutgoingQueue carries it. */
export interface WindowName {
  conversationId: string;
  participant: Participant;
  /** The messageId of the window's first message. */
  windowId: string;
}

/** Age in milliseconds at which `reconcile` looks after a message, once; younger ones are still on their way. */
export const LOOKED_AFTER_MS = 20 * 60_000;

/** A message that is to be put into a recipient's window (S8). */
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
  /** Earlier ids of the participant, whose open windows are theirs, too. */
  formerIds?: string[];
  /** The message is decided about again, because its first recipient is gone: rows with one of `PASSING_REASONS` are replaced. */
  isHandedOver?: boolean;
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
  /** The recipient's address when the window was opened; it may change until the mail is sent. */
  recipient: string;
  /** Authors of its messages, if the directory knows them. */
  authors: Participant[];
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

/** A closed window whose lease is ours. */
export interface ClaimedWindow {
  window: GroupingWindow;
  lease: Lease;
}

export type Claim =
  | ({ kind: 'claimed' } & ClaimedWindow)
  /** Still open, or another function holds the lease: try again after `waitMs`. */
  | { kind: 'early'; waitMs: number }
  /** Sent, or ended without a mail: nothing is left to do. */
  | { kind: 'settled' }
  /** No such window: it was erased (S19), or 0.1.0 opened it (docs/decisions/0109). */
  | { kind: 'missing' };

export type FinalState = 'sent' | 'failed' | 'dropped';

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
  renew(window: WindowName, lease: Lease, now: number): Promise<boolean>;
  /** Ends the lease, so that a retry need not wait for its end. */
  giveBack(window: WindowName, lease: Lease, nextTryAt: number): Promise<void>;
  /** Late windows whose next try was due before `before` (epoch milliseconds) and did not happen, oldest first. */
  listOverdue(before: number, cursor?: string): Promise<Page<WindowName>>;
  /** Writes decisions onto the rows of a window's messages, while the lease is ours; after the mail is sent they are final. */
  decide(
    window: WindowName,
    lease: Lease,
    messageIds: string[],
    decision: UnsentDecision,
    at: string,
  ): Promise<void>;
  /** Ends the window without a mail, while the lease is ours: a message that was handed back meanwhile has opened it again. */
  end(window: WindowName, lease: Lease, state: Exclude<FinalState, 'sent'>): Promise<void>;
  /** Writes the mail that SES took with its window, in one write, then the item that leads from SES's id to it (S15). */
  recordSent(sent: SentRecord): Promise<void>;
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

/** Counts mails of a conversation and recipient in a clock hour (S17). */
export interface BudgetStore {
  /** Counts the window, idempotently; false: the budget is used up. */
  take(window: WindowName, limit: number, now: number): Promise<boolean>;
}

/** Both ids of a mail that SES took. */
export type MailIds = Pick<TakenMail, 'sesMessageId' | 'wireMessageId'>;

export type SendResult =
  | ({ kind: 'sent' } & MailIds)
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

export interface MailToSend {
  /** Bare addresses. */
  from: string;
  to: string;
  raw: Buffer;
}

export interface MailSender {
  /**
   * Makes a few quick tries, and calls `mayTry` before each. When SES took the mail, calls `record`, and begins no other mail before that is
   * done: so a killed function leaves one mail at most that nobody noted. Any other failure is thrown.
   */
  send(
    mail: MailToSend,
    mayTry: () => Promise<boolean>,
    record: (ids: MailIds) => Promise<void>,
  ): Promise<SendResult>;
}

export interface OutgoingQueue {
  /** `attempt` counts how often this mail has waited. */
  put(window: WindowName, options: { delayMs: number; attempt: number }): Promise<void>;
}

/** A team's texts and logo, from `templates/` in the bucket (docs/sending.md, "Texts and logo of a team"). */
export interface TeamTemplates {
  /** Undefined: no such file. */
  readTexts(locale: string): Promise<Record<string, unknown> | undefined>;
  readLogo(): Promise<Buffer | undefined>;
}

export interface AttachmentReader {
  /** Undefined: the file is gone, or was never uploaded. */
  read(attachmentId: string): Promise<Buffer | undefined>;
}

/** A mail of ours, found by its SES id (S1, signal 3). */
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
  find(sesMessageId: string): Promise<SentMail | AskedMail | undefined>;
  /** The notification's place, as a signal needs it; concurrent calls become one read of the table. */
  placeOf(
    sesMessageId: string,
  ): Promise<Pick<SentMail, 'conversationId' | 'participant'> | undefined>;
  /**
   * Text parts of our latest mails in this conversation, newest first, but first that of the mail with the SES id `answered`; reply
   * extraction recognises them in quotes (S12).
   */
  recentTexts(conversationId: string, answered?: string): Promise<string[]>;
  /** Our last few mails in this conversation to this one person, who may have several ids, oldest first. */
  sentTo(conversationId: string, recipients: Participant[]): Promise<ThreadMail[]>;
}
