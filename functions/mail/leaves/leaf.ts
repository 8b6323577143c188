/** What becomes of the decoded octets of one part. */
export interface Leaf {
  /** Gives a promise where a taker must catch up first. */
  write(octets: Buffer): Promise<void> | undefined;
  close(): Promise<void>;
  /** The mail cannot be read to its end. */
  abort(error: Error): Promise<void>;
}
