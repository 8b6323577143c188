/** Ports of what comes back about our mails: bounces, complaints, suppressions, and the notices about them. */
import type { BouncedReason } from '../../conversations/recipients/delivery.ts';
import type { Page, PageOptions } from '../ports.ts';
import type { SentMail } from '../sending/ports.ts';

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
export interface SuppressionDirectory extends Pick<SuppressionStore, 'among'> {
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
  /** Those of these addresses that are suppressed, each with its suppression (S16). */
  among(addresses: string[]): Promise<ReadonlyMap<string, Suppression>>;
  /** Suppresses the recipient of a mail that we have on record. An erased person is not noted again (S19). */
  suppress(mail: BouncedMail, reason: BouncedReason, at: string): Promise<void>;
  /** Counts a soft bounce once for each mail; returns the current count. */
  countSoftBounce(mail: BouncedMail): Promise<number>;
}

/** `rejected`: SES accepted the mail, then found a virus and dropped it. `delayed`: the recipient's server defers the mail. */
export const FEEDBACK_REASONS = [
  'hard-bounce',
  'soft-bounce',
  'complaint',
  'rejected',
  'delayed',
] as const satisfies (BouncedReason | 'rejected' | 'delayed')[];

/** What an SES event, or a report that came as a mail (RFC 3464, RFC 5965), says about one mail of ours. */
export interface Feedback {
  sesMessageId: string;
  reason: (typeof FEEDBACK_REASONS)[number];
  /** How often the feedback was queued again because its mail had no record yet. */
  waits: number;
  /** The reporter is not entitled to report on this recipient: anybody who was forwarded the mail can forge such a report (S5). */
  isHearsay?: boolean;
}

export interface FeedbackQueue {
  put(feedback: Feedback, delayMs?: number): Promise<void>;
}
