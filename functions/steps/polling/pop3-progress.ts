import { HeldState, type MailboxProgress } from './mailbox-progress.ts';
import type {
  MailboxLease,
  MailboxPosition,
  MailboxSession,
  MailboxState,
  UidlFate,
  UidlMemory,
} from './ports.ts';

type Pop3Position = Extract<MailboxPosition, { kind: 'pop3' }>;

const FIRST_POSITION: Pop3Position = { kind: 'pop3', isBaselined: false, remaining: 0 };
/** Sizes of mails that are kept in the state, which is written often. */
const MAX_KEPT_SIZES = 20;

/** POP3: a mail is known only by its UIDL, and the server may list mails in any order. */
export function pop3Progress(
  lease: MailboxLease,
  initial: MailboxState,
  session: Pick<MailboxSession, 'describe'>,
  { known, deletes }: { known: UidlMemory; deletes: boolean },
): MailboxProgress {
  const before = initial.position;
  let position = before?.kind === 'pop3' ? before : FIRST_POSITION;
  const held = new HeldState(lease, { ...initial, position });
  const passed: string[] = [];
  const move = (change: Partial<Pop3Position>) => {
    position = { ...position, ...change };
    held.change({ position });
  };
  const finish = (uid: string, fate: UidlFate) => {
    held.forgetTrouble(uid);
    return known.add([uid], fate);
  };
  const isKnown = (uid: string) => known.fateOf(uid) !== undefined;
  const isToBeDeleted = (uid: string) => known.fateOf(uid) === 'deleting';
  /** At the first poll, and later for mail that could not be read then. */
  const isJudgedByDate = (uid: string) =>
    !position.isBaselined || held.current.troubled[uid]?.isOfBaseline === true;
  return {
    get state() {
      return held.current;
    },
    listsAbove: 0,
    // until it is baselined it is being looked through anyway
    isRenumbered: (uids) =>
      position.isBaselined && position.remaining > 0 && uids.length > 0 && !uids.some(isKnown),
    // a server may hide or delete what was retrieved, as Gmail does (RFC 1939 §8): then every UIDL is unknown because all mails are new
    async listsWhatWasLeft(uids) {
      if (!position.sizes) return true;
      const left = new Set(position.sizes);
      return (await session.describe(uids)).some(({ sizeBytes }) => left.has(sizeBytes));
    },
    startAgain: () => move({ isBaselined: false }),
    isJudgedByDate,
    isKnown,
    isToBeDeleted,
    taken: (uid) => finish(uid, deletes ? 'deleting' : 'kept'),
    headerTaken: (uid) => finish(uid, 'kept'),
    passed(uid) {
      held.forgetTrouble(uid);
      passed.push(uid);
    },
    putOff(uid, trouble) {
      held.putOff(uid, isJudgedByDate(uid) ? { ...trouble, isOfBaseline: true } : trouble);
    },
    change: (changes) => held.change(changes),
    sawListing: (uids) => known.sawListing(new Set(uids)),
    // for the next poll, which may find other UIDLs
    async finishedListing(uids) {
      const left = uids.filter((uid) => !isToBeDeleted(uid));
      const first = await session.describe(left.slice(0, MAX_KEPT_SIZES));
      const sizes = first.map(({ sizeBytes }) => sizeBytes);
      move({ isBaselined: true, remaining: left.length, sizes });
    },
    async write() {
      // UIDLs before the state: once the state has `isBaselined`, an unknown UIDL is a new mail
      await known.add(passed, 'kept');
      passed.length = 0;
      await held.write();
    },
  };
}
