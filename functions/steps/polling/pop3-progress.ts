import { HeldState, type MailboxProgress } from './mailbox-progress.ts';
import type {
  MailboxLease,
  MailboxPosition,
  MailboxSession,
  MailboxState,
  Trouble,
  UidlFate,
  UidlMemory,
} from './ports.ts';

type Pop3Position = Extract<MailboxPosition, { kind: 'pop3' }>;

const FIRST_POSITION: Pop3Position = { kind: 'pop3', isBaselined: false, remaining: 0 };
/** Sizes of mails that are kept in the state, which is written often. */
const MAX_KEPT_SIZES = 20;

/** POP3: a mail is known only by its UIDL, and the server may list mails in any order. */
export class Pop3Progress extends HeldState implements MailboxProgress {
  readonly listsAbove = 0;
  readonly #session: Pick<MailboxSession, 'describe'>;
  readonly #known: UidlMemory;
  readonly #deletes: boolean;
  #position: Pop3Position;
  #passed: string[] = [];

  constructor(
    lease: MailboxLease,
    initial: MailboxState,
    session: Pick<MailboxSession, 'describe'>,
    { known, deletes }: { known: UidlMemory; deletes: boolean },
  ) {
    const position = initial.position?.kind === 'pop3' ? initial.position : FIRST_POSITION;
    super(lease, { ...initial, position });
    this.#session = session;
    this.#known = known;
    this.#deletes = deletes;
    this.#position = position;
  }

  isRenumbered(uids: string[]): boolean {
    const { isBaselined, remaining } = this.#position;
    // until it is baselined it is being looked through anyway
    if (!isBaselined || remaining === 0 || uids.length === 0) return false;
    // a mail that was put off is not known yet, but has its UIDL of before
    return !uids.some((uid) => this.isKnown(uid) || Object.hasOwn(this.state.troubled, uid));
  }

  /** Told by size. A server may hide or delete what was retrieved, as Gmail does (RFC 1939 §8): then, too, every UIDL is unknown. */
  async listsWhatWasLeft(uids: string[]): Promise<boolean> {
    const { sizes } = this.#position;
    if (!sizes) return true;
    return (await this.#session.describe(uids)).some(({ sizeBytes }) => sizes.includes(sizeBytes));
  }

  startAgain(): void {
    this.#move({ isBaselined: false });
  }

  /** At the first poll, and later for mail that could not be read then. */
  isJudgedByDate(uid: string): boolean {
    return !this.#position.isBaselined || this.state.troubled[uid]?.isOfBaseline === true;
  }

  isKnown(uid: string): boolean {
    return this.#known.fateOf(uid) !== undefined;
  }

  isToBeDeleted(uid: string): boolean {
    return this.#known.fateOf(uid) === 'deleting';
  }

  taken(uid: string): Promise<void> {
    return this.#finish(uid, this.#deletes ? 'deleting' : 'kept');
  }

  headerTaken(uid: string): Promise<void> {
    return this.#finish(uid, 'kept');
  }

  passed(uid: string): void {
    this.forgetTrouble(uid);
    this.#passed.push(uid);
  }

  override putOff(uid: string, trouble: Trouble): void {
    super.putOff(uid, this.isJudgedByDate(uid) ? { ...trouble, isOfBaseline: true } : trouble);
  }

  sawListing(uids: string[]): Promise<void> {
    return this.#known.sawListing(new Set(uids));
  }

  /** For the next poll, which may find other UIDLs. */
  async finishedListing(uids: string[]): Promise<void> {
    const left = uids.filter((uid) => !this.isToBeDeleted(uid));
    const first = await this.#session.describe(left.slice(0, MAX_KEPT_SIZES));
    const sizes = first.map(({ sizeBytes }) => sizeBytes);
    this.#move({ isBaselined: true, remaining: left.length, sizes });
  }

  /** UIDLs before the state: once the state has `isBaselined`, an unknown UIDL is a new mail. */
  override async write(): Promise<void> {
    await this.#known.add(this.#passed, 'kept');
    this.#passed = [];
    await super.write();
  }

  #finish(uid: string, fate: UidlFate): Promise<void> {
    this.forgetTrouble(uid);
    return this.#known.add([uid], fate);
  }

  #move(change: Partial<Pop3Position>): void {
    this.#position = { ...this.#position, ...change };
    this.change({ position: this.#position });
  }
}
