import type { Participant } from '../people/people.ts';

/** The closed list of reasons (docs/who-is-mailed.md; of mail that SES refuses or bounces: docs/sending.md). */
export const DELIVERY_REASONS = {
  sent: ['agent-replied', 'user-wrote', 'notifications-on'],
  skipped: [
    'online',
    'bot-answered',
    'other-department',
    'not-assigned',
    'notifications-off',
    'suppressed',
    'author',
    'no-address',
    'guest',
    'over-budget',
    'staff-only',
  ],
  failed: ['message-rejected', 'account-paused', 'too-large'],
  bounced: ['hard-bounce', 'soft-bounce', 'complaint'],
} as const;

/** Reasons that a message which is handed over is judged by again: it was another's turn, or the person was gone or had no address. */
export const PASSING_REASONS = [
  'not-assigned',
  'other-department',
  'no-address',
] as const satisfies SkippedReason[];

export type SentReason = (typeof DELIVERY_REASONS.sent)[number];
export type SkippedReason = (typeof DELIVERY_REASONS.skipped)[number];
export type FailedReason = (typeof DELIVERY_REASONS.failed)[number];
export type BouncedReason = (typeof DELIVERY_REASONS.bounced)[number];

/** The decision about one message and one possible recipient (S11). */
export type DeliveryDecision =
  /** `delayedAt`: when the recipient's server deferred the mail, RFC 3339 UTC. */
  | { decision: 'sent'; reason: SentReason; sesMessageId: string; delayedAt?: string }
  | { decision: 'skipped'; reason: SkippedReason }
  | { decision: 'failed'; reason: FailedReason }
  | { decision: 'bounced'; reason: BouncedReason; sesMessageId: string };

export type Delivery = DeliveryDecision & {
  messageId: string;
  /** Bare address; undefined: there is none. */
  recipient?: string;
  participant: Participant;
  /** RFC 3339 UTC. */
  at: string;
};

/** One row that counts the staff beyond the first 200 (S11). */
export interface DeliverySummary {
  messageId: string;
  decision: 'skipped';
  reason: SkippedReason;
  count: number;
  at: string;
}
