/**
 * What every step needs of the world; each folder here has a ports.ts of its own for the rest. `adapters/` implements these; tests give
 * small fakes. No port throws for an expected outcome: what may be expected is a value, an exception means "try again later" or a bug.
 */
import type { BouncedReason } from '../conversations/delivery.ts';
import type { TokenKeys } from '../conversations/token.ts';
import type { Settings } from '../settings/settings.ts';

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

/** `rejected`: SES took the mail, found a virus and dropped it. `delayed`: the recipient's server makes it wait. */
export const FEEDBACK_REASONS = [
  'hard-bounce',
  'soft-bounce',
  'complaint',
  'rejected',
  'delayed',
] as const satisfies (BouncedReason | 'rejected' | 'delayed')[];

/** What SES, or a report that came as a mail (RFC 3464, RFC 5965), tells of one mail of ours. */
export interface Feedback {
  sesMessageId: string;
  reason: (typeof FEEDBACK_REASONS)[number];
  /** How often it was put back because it came before the record of its mail. */
  waits: number;
  /** A report from somebody who may not say so: it may be forged by whoever was forwarded the mail (S5). */
  isHearsay?: boolean;
}

export interface FeedbackQueue {
  put(feedback: Feedback, delayMs?: number): Promise<void>;
}
