import type { MailSpool } from './mail-spool.ts';

/** Deadline, disk space and trust of a session. */
export interface SessionPlace {
  /** Epoch milliseconds; covers every phase. */
  deadlineMs: number;
  /** For the mail that is being fetched. Closed by whoever opened it. */
  spool: MailSpool;
  /** A CA certificate to trust instead of the system's authorities. */
  ca?: string;
}
