import type { MailboxTrouble, MailPreview } from './ports.ts';

/** What a poll did with one mailbox; for a rehearsal, what it would do. */
export interface MailboxReport {
  name: string;
  taken: number;
  /** Mails that are older than the activation, too large, or put off. */
  skipped: number;
  error?: string;
  /** `error` for programs. Set if the mailbox could not be polled. */
  trouble?: MailboxTrouble;
  /** Time was up; the next poll continues. */
  isUnfinished?: true;
  /** Rehearsals only: the first mails that would be taken. */
  wouldTake?: MailPreview[];
}
