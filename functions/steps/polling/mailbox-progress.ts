import type { MailboxLease, MailboxState, Trouble, UidlFate, UidlMemory } from './ports.ts';

/** Another poll has taken the mailbox over: this one stops at once. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** What one poll has dealt with so far, and its way into the table. */
export interface MailboxProgress {
  readonly state: MailboxState;
  isKnown(uid: string): boolean;
  /** Mails that were taken and could not be deleted then (POP3). */
  isToBeDeleted(uid: string): boolean;
  /** The mail is stored and queued: written at once. */
  taken(uid: string): Promise<void>;
  /** Its header alone is: the mail is never deleted. */
  keptThere(uid: string): Promise<void>;
  /** The mail is not wanted: written with the next write. */
  passed(uid: string): void;
  /** The mail could not be fetched: written with the next write. */
  putOff(uid: string, trouble: Trouble): void;
  change(changes: Partial<MailboxState>): void;
  /** Told what the mailbox holds: what was deleted and is gone is forgotten. */
  sawListing(uids: string[]): Promise<void>;
  /** Writes what is not written yet, and renews the lease. Throws `LeaseLostError`. */
  write(): Promise<void>;
}

/** The state of a mailbox that this poll holds. */
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

  settle(uid: string): void {
    if (!Object.hasOwn(this.current.troubled, uid)) return;
    const { [uid]: _, ...troubled } = this.current.troubled;
    this.change({ troubled });
  }

  async write(): Promise<void> {
    if (!(await this.#lease.save(this.current))) throw new LeaseLostError('another poll took over');
  }
}

/** IMAP: UIDs only grow, so the highest that was dealt with is the cursor (RFC 9051 §2.3.1.1). */
export function imapProgress(
  lease: MailboxLease,
  initial: MailboxState,
  uidValidity: string,
): MailboxProgress {
  const before = initial.position;
  const isSameScope = before?.kind === 'imap' && before.uidValidity === uidValidity;
  // UIDs of another UIDVALIDITY name nothing any more: the folder is looked through again.
  const held = new HeldState(lease, isSameScope ? initial : { ...initial, troubled: {} });
  let highest = isSameScope ? before.uid : 0;
  const pass = (uid: string) => {
    highest = Math.max(highest, Number(uid));
    held.change({ position: { kind: 'imap', uidValidity, uid: highest } });
  };
  const finish = (uid: string) => {
    pass(uid);
    held.settle(uid);
    return held.write();
  };
  return {
    get state() {
      return held.current;
    },
    isKnown: (uid) => Number(uid) <= highest,
    isToBeDeleted: () => false,
    taken: finish,
    keptThere: finish,
    passed(uid) {
      pass(uid);
      held.settle(uid);
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

/** POP3: a mail is known by its UIDL alone, in whatever order the server lists it. */
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
    held.settle(uid);
    return known.add([uid], fate);
  };
  return {
    get state() {
      return held.current;
    },
    isKnown: (uid) => known.fateOf(uid) !== undefined,
    isToBeDeleted: (uid) => known.fateOf(uid) === 'deleting',
    taken: (uid) => finish(uid, deletes ? 'deleting' : 'kept'),
    keptThere: (uid) => finish(uid, 'kept'),
    passed(uid) {
      held.settle(uid);
      passed.push(uid);
    },
    putOff: (uid, trouble) => held.putOff(uid, trouble),
    change: (changes) => held.change(changes),
    sawListing: (uids) => known.sawListing(new Set(uids)),
    async write() {
      // before the state says that all that lay there was judged: what is not known then is new
      await known.add(passed, 'kept');
      passed.length = 0;
      await held.write();
    },
  };
}
