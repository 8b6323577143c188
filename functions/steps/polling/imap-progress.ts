import { HeldState, type MailboxProgress } from './mailbox-progress.ts';
import type { MailboxLease, MailboxPosition, MailboxSession, MailboxState } from './ports.ts';

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
    get listsAbove() {
      return highest;
    },
    isRenumbered: () => before?.kind === 'imap' && !isSame,
    listsWhatWasLeft: async () => true,
    startAgain: () => held.change({ position: { kind: 'imap', uidValidity, uid: 0 } }),
    isJudgedByDate: () => true,
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
    finishedListing: async () => undefined,
    write: () => held.write(),
  };
}
