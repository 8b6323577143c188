import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import type { Clock } from '../ports.ts';
import { takesFromMs } from './mailbox-activation.ts';
import type { MailboxProgress } from './mailbox-progress.ts';
import { isResting } from './mailbox-state.ts';
import {
  type ListedMail,
  MailboxError,
  type MailboxSession,
  type MailboxState,
  MailboxThrottledError,
} from './ports.ts';

/** SES's own limit (S14). A larger mail stays in the mailbox, and its header alone becomes a held mail. */
export const MAX_POLLED_MAIL_BYTES = 40 * 1024 * 1024;
/** Mails whose sizes and times are fetched in one request. */
const BATCH_SIZE = 200;

/**
 * Mail counts as dealt with this long before its duplicate guard ends: a mail's date, by which it is judged here, may be later than its
 * delivery, from which the guard counts.
 */
const GUARD_MARGIN_MS = 7 * 24 * 3_600_000;

/** Shortest time between two renumberings that are followed, because each has the whole mailbox looked through again. */
const RENUMBERING_REST_MS = 3_600_000;

/** One poll's session in one mailbox. */
export interface MailboxVisit {
  mailbox: Mailbox;
  session: MailboxSession;
  progress: MailboxProgress;
  clock: Clock;
  /** How long the duplicate guard recognises a delivered mail (S15), in milliseconds. */
  guardedMs: number;
}

export type JudgedMail =
  | { verdict: 'take' | 'older' | 'too-large'; mail: ListedMail }
  /** The server does not even give the mail's time or size; the connection may have ended over it. */
  | { verdict: 'unreadable'; mail: Pick<ListedMail, 'uid'>; error: MailboxError };

/**
 * Yields every mail that no poll has dealt with, in the mailbox's order, and then the mails that were put off and are due. Mail that is
 * gone meanwhile is passed over.
 */
export async function* judgeMails(visit: MailboxVisit, uids: string[]): AsyncGenerator<JudgedMail> {
  const { progress } = visit;
  await followRenumbering(visit, uids);
  const fresh = uids.filter(
    (uid) => !progress.isKnown(uid) && !Object.hasOwn(progress.state.troubled, uid),
  );
  const due = dueTroubles(visit);
  const batchSize = batchSizeOf(progress.state);
  for (let at = 0; at < fresh.length; at += batchSize) {
    yield* judgeBatch(visit, fresh.slice(at, at + batchSize));
  }
  // each alone, because the server may end the connection over one of them again
  for (const uid of due) yield* judgeBatch(visit, [uid]);
}

/**
 * If polls fail again and again, it may be over one mail, which shows only when it is asked for alone. A server that throttles is asked
 * no more often than usual.
 */
const batchSizeOf = (state: MailboxState): number =>
  isResting(state) && state.lastTrouble?.code !== 'turned-away' ? 1 : BATCH_SIZE;

function dueTroubles({ progress, clock }: MailboxVisit): string[] {
  const nowMs = clock.now();
  const troubled = Object.entries(progress.state.troubled);
  return troubled.filter(([, { nextAttemptAtMs }]) => nextAttemptAtMs <= nowMs).map(([uid]) => uid);
}

/**
 * If the server has renumbered the mailbox, it is looked through again as at the first poll: old mail is recognised by its date, and mail
 * that is too old for a duplicate guard is not taken twice.
 */
async function followRenumbering(visit: MailboxVisit, uids: string[]): Promise<void> {
  const { progress, clock, guardedMs } = visit;
  if (!progress.isRenumbered(uids)) return;
  await refuseConstantRenumbering(visit, uids);
  progress.startAgain();
  progress.change({
    dealtWithUntilMs: clock.now() - guardedMs + GUARD_MARGIN_MS,
    renumberedAtMs: clock.now(),
  });
  // written at once: after the first mail is taken its uid is known, and nothing shows the renumbering any more
  await progress.write();
}

/**
 * A server without lasting numbers gives others at each login (RFC 9051 §2.3.1.1 lets it). Each poll would fetch, store and judge the whole
 * mailbox again. Mail that is taken out does not come again, so then there is no need to wait.
 */
async function refuseConstantRenumbering(visit: MailboxVisit, uids: string[]): Promise<void> {
  const { mailbox, progress, clock } = visit;
  const { renumberedAtMs = Number.NEGATIVE_INFINITY } = progress.state;
  const isTakenOut = mailbox.after === 'delete' || mailbox.after?.startsWith('move:');
  if (isTakenOut || clock.now() - renumberedAtMs >= RENUMBERING_REST_MS) return;
  if (!(await progress.listsWhatWasLeft(uids))) return;
  throw new MailboxError(
    'the server gives its mails other ids at each login, so taken mail cannot be told from new mail: it is looked through once an hour; let "after" delete or move what was taken, or use the other protocol',
  );
}

/**
 * If the server refuses the listing of a batch because of one mail, each mail is asked for by itself; if it ends the connection over
 * that, by a later poll.
 */
async function* judgeBatch(visit: MailboxVisit, uids: string[]): AsyncGenerator<JudgedMail> {
  let mails: ListedMail[];
  try {
    mails = await visit.session.describe(uids);
  } catch (error) {
    const [uid = '', ...others] = uids;
    const judged = unreadable(uid, error);
    if (others.length === 0) yield judged;
    else if (!visit.session.isUsable()) throw error;
    else for (const one of uids) yield* judgeBatch(visit, [one]);
    return;
  }
  yield* judgeInOrder(visit, uids, new Map(mails.map((mail) => [mail.uid, mail])));
}

/**
 * Judges in the mailbox's order, so that the cursor never passes a mail that was not handled. Servers leave mails out of an answer that
 * still exist: what is still listed is tried again.
 */
async function* judgeInOrder(
  visit: MailboxVisit,
  uids: string[],
  described: ReadonlyMap<string, ListedMail>,
): AsyncGenerator<JudgedMail> {
  const listed = await stillListed(
    visit,
    uids.filter((uid) => !described.has(uid)),
  );
  for (const uid of uids) {
    const mail = described.get(uid);
    if (mail) yield await judge(visit, mail);
    else if (listed.has(uid)) yield { verdict: 'unreadable', mail: { uid }, error: leftOut() };
    else visit.progress.passed(uid);
  }
}

async function judge(visit: MailboxVisit, mail: ListedMail): Promise<JudgedMail> {
  try {
    if (await isOlder(visit, mail)) return { mail, verdict: 'older' };
  } catch (error) {
    return unreadable(mail.uid, error);
  }
  const { troubled } = visit.progress.state;
  const isTooLarge = troubled[mail.uid]?.isTooLarge || mail.sizeBytes > MAX_POLLED_MAIL_BYTES;
  return { mail, verdict: isTooLarge ? 'too-large' : 'take' };
}

/**
 * Whether the mail is from before the activation. IMAP gives the time of arrival; POP3 does not, so there the sender's Date counts, and
 * only for mail that was there at the first poll.
 */
async function isOlder(visit: MailboxVisit, mail: ListedMail): Promise<boolean> {
  const { activatedAtMs, dealtWithUntilMs = 0 } = visit.progress.state;
  if (!visit.progress.isJudgedByDate(mail.uid)) return false;
  const date = await visit.session.dateOf(mail);
  const fromMs = Math.max(takesFromMs(visit.mailbox, activatedAtMs), dealtWithUntilMs);
  return date !== undefined && date < fromMs;
}

/** One bad mail never stops the others, not even one that ends the connection whenever it is asked for. */
function unreadable(uid: string, error: unknown): JudgedMail {
  if (!isAboutOneMail(error)) throw error;
  return { verdict: 'unreadable', mail: { uid }, error };
}

/** Whether the error concerns one mail only. A throttling server refuses every mail. */
export const isAboutOneMail = (error: unknown): error is MailboxError =>
  error instanceof MailboxError && !(error instanceof MailboxThrottledError);

export const leftOut = () => new MailboxError('the server lists the mail but does not return it');

/** Which of these mails the server still lists. */
export async function stillListed(
  { session, mailbox }: MailboxVisit,
  uids: string[],
): Promise<ReadonlySet<string>> {
  if (uids.length === 0) return new Set();
  const below = mailbox.protocol === 'imap' ? Math.min(...uids.map(Number)) - 1 : 0;
  return new Set(await session.listUids(below));
}
