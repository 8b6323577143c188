import { hash } from 'node:crypto';
import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import type { Log } from '../ports.ts';
import type { MailboxVisit } from './judge-mails.ts';
import { type Intake, MailTaker, type MailTakerPorts } from './mail-taker.ts';
import { LeaseLostError } from './mailbox-progress.ts';
import type { MailboxReport } from './mailbox-report.ts';
import { afterFailure, afterSuccess, isResting } from './mailbox-state.ts';
import type { PollBudget } from './plan-budget.ts';
import {
  MailboxError,
  type MailboxLease,
  type MailboxSecret,
  type MailboxSession,
  type MailboxState,
} from './ports.ts';
import { initialState, readSecret, type VisitPorts, visitMailbox } from './visit-mailbox.ts';

export interface PollMailboxPorts extends VisitPorts, MailTakerPorts {
  log: Log;
}

const DAY_MS = 24 * 3_600_000;
/**
 * How old a secret is when its refresh token is replaced by the newest. Microsoft's end 90 days after they were given, used or not, and each
 * poll brings another one: one a minute is too many to store.
 */
const RENEWED_AFTER_MS = 7 * DAY_MS;

/** Polls one mailbox, as far as the time allows. Never throws: failures go into the report, so that other mailboxes continue. */
export async function pollMailbox(
  ports: PollMailboxPorts,
  mailbox: Mailbox,
  budget: PollBudget,
): Promise<MailboxReport> {
  const intake: Intake = { taken: 0, skipped: 0, errors: [] };
  const report = (more: Partial<MailboxReport>): MailboxReport => {
    const error = more.error ?? intake.errors.slice(0, 3).join('; ');
    const { taken, skipped } = intake;
    return { name: mailbox.name, taken, skipped, ...more, ...(error && { error }) };
  };
  try {
    const lease = await ports.cursors.lease(mailbox.name);
    if (!lease) return report({ error: 'another poll of this mailbox is under way' });
    try {
      return report(await pollUnderLease(ports, mailbox, { lease, intake, budget }));
    } finally {
      await giveBack(ports, mailbox, lease);
    }
  } catch (error) {
    return report({ error: logFailure(ports, mailbox, error) });
  }
}

/** One that cannot be given back ends by itself; what was done is done. */
async function giveBack({ log }: PollMailboxPorts, { name }: Mailbox, lease: MailboxLease) {
  await lease.giveBack().catch((error) => {
    log.warn({ mailbox: name, error }, 'the lease of a mailbox could not be given back');
  });
}

interface LeasedPoll {
  lease: MailboxLease;
  intake: Intake;
  budget: PollBudget;
}

async function pollUnderLease(
  ports: PollMailboxPorts,
  mailbox: Mailbox,
  { lease, intake, budget }: LeasedPoll,
): Promise<Pick<MailboxReport, 'error' | 'trouble' | 'isUnfinished'>> {
  let state = await initialState(ports, mailbox, lease.state);
  try {
    const secret = await readSecret(ports, mailbox);
    state = withFreshCredentials(state, digest(mailbox, secret));
    if (ports.clock.now() < state.nextAttemptAtMs) {
      const next = new Date(state.nextAttemptAtMs).toISOString();
      return { ...failureOf(state), error: `${state.lastError} (tried again after ${next})` };
    }
    // Saved before anything else, so that the activation is kept even if this first poll is killed.
    if (!(await lease.save(state))) return { error: 'another poll took the mailbox over' };
    const held = { mailbox, secret, lease, state };
    const isComplete = await visitMailbox(ports, held, budget.cutAtMs, async (visit) => {
      await keepRenewedSecret(ports, mailbox, secret, visit.session);
      try {
        return await workThrough(ports, visit, intake, budget.stopAtMs);
      } finally {
        ({ state } = visit.progress);
      }
    });
    return isComplete ? {} : { isUnfinished: true };
  } catch (error) {
    const failed = noteFailure(ports, mailbox, state, error);
    await lease.save(failed);
    return failureOf(failed);
  }
}

const failureOf = ({ lastError: error, lastTrouble: trouble }: MailboxState) => ({
  error,
  ...(trouble && { trouble }),
});

/** An error line raises the alarm: a person has to look at a mailbox that rests. */
function noteFailure(
  ports: PollMailboxPorts,
  mailbox: Mailbox,
  state: MailboxState,
  error: unknown,
): MailboxState {
  const why = logFailure(ports, mailbox, error);
  const failed = afterFailure(state, isExpected(error) ? error : new Error(why), ports.clock.now());
  const about = { mailbox: mailbox.name, why, failures: failed.failures };
  if (isResting(failed)) ports.log.error(about, 'a mailbox rests');
  return failed;
}

/** The entry or its secret has changed, so what failed before may work now: ends the back-off. */
function withFreshCredentials(state: MailboxState, credentialsDigest: string): MailboxState {
  if (state.credentialsDigest === credentialsDigest) return state;
  return { ...state, credentialsDigest, failures: 0, nextAttemptAtMs: 0 };
}

const digest = (mailbox: Mailbox, { version }: MailboxSecret) =>
  hash('sha256', JSON.stringify([mailbox, version]), 'base64url');

/** Otherwise a mailbox would stop when the refresh token in its secret ends. A failure stops no poll, and the next one tries again. */
async function keepRenewedSecret(
  { secrets, clock, log }: PollMailboxPorts,
  { name, secret }: Mailbox,
  read: MailboxSecret,
  { renewedSecret }: MailboxSession,
): Promise<void> {
  const isOld = clock.now() - read.writtenAtMs >= RENEWED_AFTER_MS;
  if (renewedSecret === undefined || !isOld) return;
  try {
    await secrets.replace(secret, read, renewedSecret);
    log.info({ mailbox: name }, 'the refresh token of a mailbox was renewed');
  } catch (error) {
    // only the name, because what refuses a secret may quote it
    const why = error instanceof Error ? error.name : 'unknown';
    log.warn({ mailbox: name, why }, 'the refresh token of a mailbox could not be renewed');
  }
}

async function workThrough(
  ports: PollMailboxPorts,
  visit: MailboxVisit,
  intake: Intake,
  stopAtMs: number,
): Promise<boolean> {
  const { session, progress } = visit;
  const uids = await session.listUids(progress.listsAbove);
  await progress.sawListing(uids);
  const taker = new MailTaker(ports, visit, intake);
  await finishDeletions(visit, uids, taker, stopAtMs);
  const isComplete = await taker.takeAll(uids, stopAtMs);
  if (isComplete) await progress.finishedListing(uids);
  progress.change(afterSuccess(progress.state, ports.clock.now(), isComplete));
  await progress.write();
  return isComplete;
}

/**
 * POP3 deletes at the end of a session, so a failed deletion is made up for here. A mail that cannot be deleted does not stop the others.
 * Stops in time, however many there are: a session that is cut deletes nothing (RFC 1939 §6), and each later one would begin anew.
 */
async function finishDeletions(
  { session, progress, clock }: MailboxVisit,
  uids: string[],
  taker: MailTaker,
  stopAtMs: number,
): Promise<void> {
  for (const mail of await session.describe(uids.filter((uid) => progress.isToBeDeleted(uid)))) {
    if (clock.now() >= stopAtMs) return;
    await taker.applyAfter(mail);
  }
}

/** Any other error is not the mailbox's fault: it comes from our code, the store, the queue or the table. */
function logFailure({ log }: PollMailboxPorts, { name }: Mailbox, error: unknown): string {
  if (isExpected(error)) {
    log.warn({ mailbox: name, why: error.message }, 'a mailbox could not be polled');
    return error.message;
  }
  log.error({ mailbox: name, error }, 'polled mail could not be stored');
  return `mail cannot be stored or queued now (${error instanceof Error ? error.name : 'unknown'}); it is tried again`;
}

const isExpected = (error: unknown): error is Error =>
  error instanceof MailboxError || error instanceof LeaseLostError;
