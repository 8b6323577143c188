import type {
  MailboxLease,
  MailboxPosition,
  MailboxSession,
  MailboxState,
  Trouble,
  UidlFate,
  UidlMemory,
} from './ports.ts';

/** Another poll has taken the mailbox's lease: this one must stop. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** What one poll has dealt with so far; writes it to the table. */
export interface MailboxProgress {
  readonly state: MailboxState;
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
  /** Writes what is not written yet, and renews the lease. Throws `LeaseLostError`. */
  write(): Promise<void>;
}

/** The state of a mailbox whose lease this poll holds. */
class HeldState {
  current: MailboxState;
  readonly #lease: MailboxLease;

  constructor(lease: MailboxLease, initial: MailboxState) {
    this.#lease = lease;
    this.current = initial;
  }

  change(changes: Partial<MailboxState>): void {
    this.current = { ...this.current, ...changes };
  }

  putOff(uid: string, trouble: Trouble): void {
    this.change({ troubled: { ...this.current.troubled, [uid]: trouble } });
  }

  forgetTrouble(uid: string): void {
    if (!Object.hasOwn(this.current.troubled, uid)) return;
    const { [uid]: _, ...troubled } = this.current.troubled;
    this.change({ troubled });
  }

  async write(): Promise<void> {
    if (!(await this.#lease.save(this.current))) throw new LeaseLostError('another poll took over');
  }
}

/** Whether the position is one among the session's UIDs: these are the same, and the next one is above it. */
export const isOfSameUids = (
  position: MailboxState['position'],
  { uidScope, uidNext }: Pick<MailboxSession, 'uidScope' | 'uidNext'>,
): position is Extract<MailboxPosition, { kind: 'imap' }> =>
  position?.kind === 'imap' &&
  position.uidValidity === uidScope &&
  // a folder that was restored or moved to another server may count its UIDs anew and keep its UIDVALIDITY
  (uidNext === undefined || uidNext > position.uid);

/** IMAP: UIDs only grow, so the highest one dealt with is the cursor (RFC 9051 §2.3.1.1). */
export function imapProgress(
  lease: MailboxLease,
  initial: MailboxState,
  session: Pick<MailboxSession, 'uidScope' | 'uidNext'>,
): MailboxProgress {
  const before = initial.position;
  const uidValidity = session.uidScope;
  const isSame = isOfSameUids(before, session);
  // UIDs of another numbering name other mails, so the folder is looked through again.
  const held = new HeldState(lease, isSame ? initial : { ...initial, troubled: {} });
  let highest = isSame ? before.uid : 0;
  const pass = (uid: string) => {
    highest = Math.max(highest, Number(uid));
    held.change({ position: { kind: 'imap', uidValidity, uid: highest } });
  };
  const finish = (uid: string) => {
    pass(uid);
    held.forgetTrouble(uid);
    return held.write();
  };
  return {
    get state() {
      return held.current;
    },
    isKnown: (uid) => Number(uid) <= highest,
    isToBeDeleted: () => false,
    taken: finish,
    headerTaken: finish,
    passed(uid) {
      pass(uid);
      held.forgetTrouble(uid);
    },
    putOff(uid, trouble) {
      pass(uid);
      held.putOff(uid, trouble);
    },
    change: (changes) => held.change(changes),
    sawListing: async () => undefined,
    write: () => held.write(),
  };
}

/** POP3: a mail is known only by its UIDL, and the server may list mails in any order. */
export function pop3Progress(
  lease: MailboxLease,
  initial: MailboxState,
  known: UidlMemory,
  deletes: boolean,
): MailboxProgress {
  const before = initial.position;
  const position =
    before?.kind === 'pop3' ? before : { kind: 'pop3' as const, isBaselined: false, remaining: 0 };
  const held = new HeldState(lease, { ...initial, position });
  const passed: string[] = [];
  const finish = (uid: string, fate: UidlFate) => {
    held.forgetTrouble(uid);
    return known.add([uid], fate);
  };
  return {
    get state() {
      return held.current;
    },
    isKnown: (uid) => known.fateOf(uid) !== undefined,
    isToBeDeleted: (uid) => known.fateOf(uid) === 'deleting',
    taken: (uid) => finish(uid, deletes ? 'deleting' : 'kept'),
    headerTaken: (uid) => finish(uid, 'kept'),
    passed(uid) {
      held.forgetTrouble(uid);
      passed.push(uid);
    },
    putOff: (uid, trouble) => held.putOff(uid, trouble),
    change: (changes) => held.change(changes),
    sawListing: (uids) => known.sawListing(new Set(uids)),
    async write() {
      // UIDLs before the state: once the state has `isBaselined`, an unknown UIDL is a new mail
      await known.add(passed, 'kept');
      passed.length = 0;
      await held.write();
    },
  };
}
