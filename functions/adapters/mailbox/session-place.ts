/** Where and how long a session runs. */
export interface SessionPlace {
  /** Epoch milliseconds; covers every phase. */
  deadlineMs: number;
  /** A folder of its own on disk, for the mail that is being fetched. */
  folder: string;
  /** A certificate authority to trust instead of the system's; tests give theirs. */
  ca?: string;
}
