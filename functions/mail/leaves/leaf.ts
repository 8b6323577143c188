/** Receives the decoded octets of one part. */
export interface Leaf {
  /** Returns a promise when the consumer must catch up first. */
  write(octets: Buffer): Promise<void> | undefined;
  close(): Promise<void>;
  /** Called when the mail cannot be read to its end. */
  abort(error: Error): Promise<void>;
}
