import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import { judgeMails, type MailboxVisit } from './judge-mails.ts';
import type { MailboxReport } from './mailbox-report.ts';
import type { PollBudget } from './plan-budget.ts';
import {
  type MailboxCursorStore,
  MailboxError,
  type MailboxLease,
  type UidlMemory,
} from './ports.ts';
import { initialState, readSecret, type VisitPorts, visitMailbox } from './visit-mailbox.ts';

/** Mails that a rehearsal shows; further ones are only counted. */
const MAX_PREVIEWS = 50;

/** A lease that locks nothing and writes nothing. */
const NO_LEASE: MailboxLease = {
  state: undefined,
  save: async () => true,
  giveBack: async () => undefined,
};

/**
 * Reports what the next poll of this mailbox would take. Changes nothing: no cursor, no activation, no flag; the folder is opened
 * read-only.
 */
export async function rehearseMailbox(
  given: VisitPorts,
  mailbox: Mailbox,
  budget: PollBudget,
): Promise<MailboxReport> {
  const ports = { ...given, cursors: readOnly(given.cursors) };
  try {
    const state = await initialState(ports, mailbox, await ports.cursors.find(mailbox.name));
    const secret = await readSecret(ports, mailbox);
    const held = { mailbox: { ...mailbox, after: 'keep' }, secret, lease: NO_LEASE, state };
    const report = await visitMailbox(ports, held, budget.cutAtMs, (visit) =>
      lookThrough(visit, budget.stopAtMs),
    );
    return { name: mailbox.name, ...report };
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error;
    const { message, trouble } = error;
    return { name: mailbox.name, taken: 0, skipped: 0, error: message, trouble };
  }
}

/** Reads the cursors, but writes nothing. */
function readOnly(cursors: MailboxCursorStore): MailboxCursorStore {
  return {
    ...cursors,
    async knownUidls(name, identity): Promise<UidlMemory> {
      const known = await cursors.knownUidls(name, identity);
      return {
        fateOf: (uidl) => known.fateOf(uidl),
        add: async () => undefined,
        sawListing: async () => undefined,
      };
    },
  };
}

async function lookThrough(
  visit: MailboxVisit,
  stopAtMs: number,
): Promise<Omit<MailboxReport, 'name'>> {
  const report = { taken: 0, skipped: 0 };
  const wouldTake: MailboxReport['wouldTake'] = [];
  const uids = await visit.session.listUids(visit.progress.listsAbove);
  for await (const judged of judgeMails(visit, uids)) {
    if (visit.clock.now() >= stopAtMs) return { ...report, wouldTake, isUnfinished: true };
    const { verdict, mail } = judged;
    if (verdict === 'unreadable' && !visit.session.isUsable()) throw judged.error;
    if (verdict !== 'take') {
      report.skipped += 1;
      continue;
    }
    report.taken += 1;
    if (wouldTake.length < MAX_PREVIEWS) wouldTake.push(await visit.session.preview(mail));
  }
  return { ...report, wouldTake };
}
