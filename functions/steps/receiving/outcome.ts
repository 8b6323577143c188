/** The closed lists of outcomes and reasons of inbound mail. docs/outcomes.md says what each means. */
export const INBOUND_REASONS = {
  delivered: ['reply', 'new-conversation', 'released'],
  ignored: [
    'no-conversation',
    'staff-wrote-directly',
    'own-address',
    'auto-submitted',
    'null-reverse-path',
    'delivery-report',
    'read-receipt',
    'bulk',
    'mailing-list',
    'auto-reply-header',
    'loop',
    'empty',
  ],
  held: [
    'conflicting-signals',
    'staff-not-authenticated',
    'author-not-authenticated',
    'not-a-participant',
    'spam',
    'virus',
    'over-limit',
    'too-many-wrong-codes',
    'too-many-new-conversations',
  ],
  rejected: ['ambiguous-author', 'unreadable'],
  duplicate: ['duplicate'],
} as const;

type Reasons = typeof INBOUND_REASONS;

/** `{outcome, reason}`, where the reason belongs to the outcome. */
export type Outcome = {
  [Kind in keyof Reasons]: { outcome: Kind; reason: Reasons[Kind][number] };
}[keyof Reasons];

/** Why a Reply-To does not count (S4). */
export const REPLY_TO_FAULTS = [
  /** Not exactly one valid address, or one that SES cannot send to. */
  'malformed',
  'piping-address',
  'of-staff',
  /** The mail is authenticated, but the signature does not cover Reply-To: whoever replays the mail could have replaced it. */
  'not-covered',
  'not-authenticated',
] as const;
export type ReplyToFault = (typeof REPLY_TO_FAULTS)[number];
