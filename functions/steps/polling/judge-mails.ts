import type { Mailbox } from '../../settings/mailboxes.ts';
import type { Clock } from '../ports.ts';
import { takesFromMs } from './mailbox-activation.ts';
import type { MailboxProgress } from './mailbox-progress.ts';
import {
  type ListedMail,
  MailboxError,
  type MailboxSession,
  MailboxThrottledError,
} from './ports.ts';

/** What SES accepts (S14): a mail beyond it is left where it is, and held with its header alone. */
export const MAX_POLLED_MAIL_BYTES = 40 * 1024 * 1024;
/** Mails whose sizes and times are asked for at once. */
const BATCH_SIZE = 200;

/** Guards end by their own clock, and DynamoDB takes them late: what is so old is dealt with before its guard is gone. */
const GUARD_MARGIN_MS = 7 * 24 * 3_600_000;

/** One poll's time in one mailbox. */
export interface MailboxVisit {
  mailbox: Mailbox;
  session: MailboxSession;
  progress: MailboxProgress;
  clock: Clock;
  /** How long a mail that was delivered is known again (S15), in milliseconds. */
  guardedMs: number;
}

export type JudgedMail =
  | { verdict: 'take' | 'older' | 'too-large'; mail: ListedMail }
  /** The server cannot even say when it came or how long it is. */
  | { verdict: 'unreadable'; mail: Pick<ListedMail, 'uid'>; error: MailboxError };

/**
 * A folder with another UIDVALIDITY is looked through again, and so is a POP3 mailbox whose mails are all unknown although some were left in it:
 * it has been renumbered, or forgotten by us. There old mail is told by its date again, as at the first poll; and what is older than
 * any guard against duplicates is not taken a second time.
 */
async function noticeRenumbering(visit: MailboxVisit, uids: string[]): Promise<void> {
  const { progress, clock, guardedMs } = visit;
  const { position } = progress.state;
  if (!isRenumbered(visit, uids)) return;
  progress.change({
    dealtWithUntilMs: clock.now() - guardedMs + GUARD_MARGIN_MS,
    ...(position?.kind === 'pop3' && { position: { ...position, isBaselined: false } }),
  });
  // at once: the first mail that is taken is known then, and nothing shows it any more
  await progress.write();
}

function isRenumbered({ progress, session }: MailboxVisit, uids: string[]): boolean {
  const { position } = progress.state;
  if (position?.kind === 'imap') return position.uidValidity !== session.uidScope;
  if (position === undefined || position.remaining === 0 || uids.length === 0) return false;
  return !uids.some((uid) => progress.isKnown(uid));
}

/** IMAP says when a mail came. POP3 does not, so there the sender's date counts, and only for what lay there at the first poll. */
async function isOlder(visit: MailboxVisit, mail: ListedMail): Promise<boolean> {
  const { activatedAtMs, dealtWithUntilMs = 0 } = visit.progress.state;
  if (!isToldByDate(visit.progress, mail.uid)) return false;
  const date = await visit.session.dateOf(mail);
  const fromMs = Math.max(takesFromMs(visit.mailbox, activatedAtMs), dealtWithUntilMs);
  return date !== undefined && date < fromMs;
}

/** Also later, where it could not be read at the first poll. */
export const isToldByDate = ({ state }: Pick<MailboxProgress, 'state'>, uid: string): boolean =>
  state.position?.kind !== 'pop3' ||
  !state.position.isBaselined ||
  state.troubled[uid]?.isOfBaseline === true;

/** A server that turns us away does so for every mail. */
export const isAboutOneMail = (error: unknown): error is MailboxError =>
  error instanceof MailboxError && !(error instanceof MailboxThrottledError);

/** One bad mail never stops the others; a connection that is lost stops them all. */
function unreadable({ session }: MailboxVisit, uid: string, error: unknown): JudgedMail {
  if (!isAboutOneMail(error) || !session.isUsable()) throw error;
  return { verdict: 'unreadable', mail: { uid }, error };
}

async function judge(visit: MailboxVisit, mail: ListedMail): Promise<JudgedMail> {
  try {
    if (await isOlder(visit, mail)) return { mail, verdict: 'older' };
  } catch (error) {
    return unreadable(visit, mail.uid, error);
  }
  const { troubled } = visit.progress.state;
  const isTooLarge = troubled[mail.uid]?.isTooLarge || mail.sizeBytes > MAX_POLLED_MAIL_BYTES;
  return { mail, verdict: isTooLarge ? 'too-large' : 'take' };
}

/** A server that refuses the listing of a batch for the sake of one mail is asked for each. */
async function* judgeBatch(visit: MailboxVisit, uids: string[]): AsyncGenerator<JudgedMail> {
  let mails: ListedMail[];
  try {
    mails = await visit.session.describe(uids);
  } catch (error) {
    const [uid = '', ...others] = uids;
    const judged = unreadable(visit, uid, error);
    if (others.length === 0) yield judged;
    else for (const one of uids) yield* judgeBatch(visit, [one]);
    return;
  }
  yield* judgeInOrder(visit, uids, new Map(mails.map((mail) => [mail.uid, mail])));
}

/**
 * In the mailbox's order: the cursor must not overtake what nobody has come to. Servers leave mails out of an answer, and not only those that are
 * gone: what is listed still is asked for again.
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

export const leftOut = () => new MailboxError('the server lists it and gives nothing of it');

/** Which of the mails are in the mailbox by its own word. */
export async function stillListed(
  { session, mailbox }: MailboxVisit,
  uids: string[],
): Promise<ReadonlySet<string>> {
  if (uids.length === 0) return new Set();
  const below = mailbox.protocol === 'imap' ? Math.min(...uids.map(Number)) - 1 : 0;
  return new Set(await session.listUids(below));
}

function dueTroubles({ progress, clock }: MailboxVisit): string[] {
  const nowMs = clock.now();
  const troubled = Object.entries(progress.state.troubled);
  return troubled.filter(([, { nextAttemptAtMs }]) => nextAttemptAtMs <= nowMs).map(([uid]) => uid);
}

/** Every mail that no poll has dealt with, in the mailbox's order; at the end those that were put off. What is gone meanwhile is passed. */
export async function* judgeMails(visit: MailboxVisit, uids: string[]): AsyncGenerator<JudgedMail> {
  const { progress } = visit;
  await noticeRenumbering(visit, uids);
  const fresh = uids.filter(
    (uid) => !progress.isKnown(uid) && !Object.hasOwn(progress.state.troubled, uid),
  );
  const open = [...fresh, ...dueTroubles(visit)];
  for (let at = 0; at < open.length; at += BATCH_SIZE) {
    yield* judgeBatch(visit, open.slice(at, at + BATCH_SIZE));
  }
}
