import type { MailboxLease, MailboxState, Trouble } from './ports.ts';

/** Another poll has taken the mailbox's lease: this one must stop. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** What one poll has dealt with so far; writes it to the table. All that differs between IMAP and POP3 here is in its two forms. */
export interface MailboxProgress {
  readonly state: MailboxState;
  /** The UID above which mails are listed; 0: all are. */
  readonly listsAbove: number;
  /** Whether the server has given the mails of this listing other ids since the last poll. */
  isRenumbered(uids: string[]): boolean;
  /** Whether a mail of this listing may be one that was left in the mailbox. Asked if the mailbox is renumbered. */
  listsWhatWasLeft(uids: string[]): Promise<boolean>;
  /** Every mail is looked through again, as at the first poll. */
  startAgain(): void;
  /** Whether the mail's date decides about it. */
  isJudgedByDate(uid: string): boolean;
  isKnown(uid: string): boolean;
  /** Mails that were taken but not yet deleted (POP3). */
  isToBeDeleted(uid: string): boolean;
  /** The mail is stored and queued. Written at once. */
  taken(uid: string): Promise<void>;
  /** Only its header is stored and queued: the mail is never deleted. Written at once. */
  headerTaken(uid: string): Promise<void>;
  /** The mail is not wanted. Written with the next write. */
  passed(uid: string): void;
  /** The mail could not be fetched and is tried again. Written with the next write. */
  putOff(uid: string, trouble: Trouble): void;
  change(changes: Partial<MailboxState>): void;
  /** Takes the mailbox's listing, and forgets UIDLs that were deleted and are gone. */
  sawListing(uids: string[]): Promise<void>;
  /** Everything in this listing was dealt with. */
  finishedListing(uids: string[]): Promise<void>;
  /** Writes what is not written yet, and renews the lease. Throws `LeaseLostError`. */
  write(): Promise<void>;
}

/** The state of a mailbox whose lease this poll holds: what both forms of a progress have in common. */
export class HeldState {
  #state: MailboxState;
  readonly #lease: MailboxLease;

  constructor(lease: MailboxLease, initial: MailboxState) {
    this.#lease = lease;
    this.#state = initial;
  }

  get state(): MailboxState {
    return this.#state;
  }

  change(changes: Partial<MailboxState>): void {
    this.#state = { ...this.#state, ...changes };
  }

  putOff(uid: string, trouble: Trouble): void {
    this.change({ troubled: { ...this.#state.troubled, [uid]: trouble } });
  }

  forgetTrouble(uid: string): void {
    if (!Object.hasOwn(this.#state.troubled, uid)) return;
    const { [uid]: _, ...troubled } = this.#state.troubled;
    this.change({ troubled });
  }

  async write(): Promise<void> {
    if (!(await this.#lease.save(this.#state))) throw new LeaseLostError('another poll took over');
  }
}
