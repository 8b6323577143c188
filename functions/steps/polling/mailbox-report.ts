import type { MailboxTrouble, MailPreview } from './ports.ts';

/** When a poll stops (epoch milliseconds): no mail is begun after `stopAtMs`, and every connection is cut at `cutAtMs`. */
export interface PollBudget {
  stopAtMs: number;
  cutAtMs: number;
}

/** What a poll did with one mailbox. Of a rehearsal: what it would do. */
export interface MailboxReport {
  name: string;
  taken: number;
  /** Older than the activation, too large, or put off. */
  skipped: number;
  error?: string;
  /** The same for programs: of a mailbox that could not be looked into. */
  trouble?: MailboxTrouble;
  /** Time was up; the next poll goes on from there. */
  isUnfinished?: true;
  /** Of a rehearsal: the first of those that would be taken. */
  wouldTake?: MailPreview[];
}
