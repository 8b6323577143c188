/** Deadline, disk space and trust of a session. */
export interface SessionPlace {
  /** Epoch milliseconds; covers every phase. */
  deadlineMs: number;
  /** The session's own folder on disk, for the mail that is being fetched. */
  folder: string;
  /** A CA certificate to trust instead of the system's authorities. */
  ca?: string;
}
