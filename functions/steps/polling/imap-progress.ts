import { HeldState, type MailboxProgress } from './mailbox-progress.ts';
import type {
  MailboxLease,
  MailboxPosition,
  MailboxSession,
  MailboxState,
  Trouble,
} from './ports.ts';

/** Whether the position is one among the session's UIDs: these are the same, and the next one is above it. */
const isOfSameUids = (
  position: MailboxState['position'],
  { uidScope, uidNext }: Pick<MailboxSession, 'uidScope' | 'uidNext'>,
): position is Extract<MailboxPosition, { kind: 'imap' }> =>
  position?.kind === 'imap' &&
  position.uidValidity === uidScope &&
  // a folder that was restored or moved to another server may count its UIDs anew and keep its UIDVALIDITY
  (uidNext === undefined || uidNext > position.uid);

/** IMAP: UIDs only grow, so the highest one dealt with is the cursor (RFC 9051 §2.3.1.1). */
export class ImapProgress extends HeldState implements MailboxProgress {
  readonly #uidValidity: string;
  readonly #isRenumbered: boolean;
  #highest: number;

  constructor(
    lease: MailboxLease,
    initial: MailboxState,
    session: Pick<MailboxSession, 'uidScope' | 'uidNext'>,
  ) {
    const { position } = initial;
    const isSame = isOfSameUids(position, session);
    // UIDs of another numbering name other mails, so the folder is looked through again
    super(lease, isSame ? initial : { ...initial, troubled: {} });
    this.#uidValidity = session.uidScope;
    this.#isRenumbered = position?.kind === 'imap' && !isSame;
    this.#highest = isSame ? position.uid : 0;
  }

  get listsAbove(): number {
    return this.#highest;
  }

  isRenumbered(): boolean {
    return this.#isRenumbered;
  }

  async listsWhatWasLeft(): Promise<boolean> {
    return true;
  }

  startAgain(): void {
    this.#moveTo(0);
  }

  isJudgedByDate(): boolean {
    return true;
  }

  isKnown(uid: string): boolean {
    return Number(uid) <= this.#highest;
  }

  isToBeDeleted(): boolean {
    return false;
  }

  taken(uid: string): Promise<void> {
    this.passed(uid);
    return this.write();
  }

  headerTaken(uid: string): Promise<void> {
    return this.taken(uid);
  }

  passed(uid: string): void {
    this.#pass(uid);
    this.forgetTrouble(uid);
  }

  override putOff(uid: string, trouble: Trouble): void {
    this.#pass(uid);
    super.putOff(uid, trouble);
  }

  async sawListing(): Promise<void> {}

  async finishedListing(): Promise<void> {}

  #pass(uid: string): void {
    this.#moveTo(Math.max(this.#highest, Number(uid)));
  }

  #moveTo(uid: number): void {
    this.#highest = uid;
    this.change({ position: { kind: 'imap', uidValidity: this.#uidValidity, uid } });
  }
}
