import { createHash } from 'node:crypto';
import {
  isAboutOneMail,
  isJudgedByDate,
  type JudgedMail,
  judgeMails,
  leftOut,
  MAX_POLLED_MAIL_BYTES,
  type MailboxVisit,
  stillListed,
} from './judge-mails.ts';
import { MAX_TROUBLED_MAILS, nextTrouble } from './mailbox-state.ts';
import {
  type ListedMail,
  type MailboxError,
  type MailboxSession,
  MailTooLargeError,
  type PolledMailQueue,
  type PolledMailStore,
  type SpooledMail,
} from './ports.ts';

/** Passed-over mails between two writes of the cursor. */
const PASSED_PER_WRITE = 200;

export interface TakeMailsPorts {
  mails: PolledMailStore;
  queue: PolledMailQueue;
}

/** What a poll has done so far. Updated in place, so that the report is right even if the poll ends early. */
export interface Intake {
  taken: number;
  skipped: number;
  /** About single mails. */
  errors: string[];
}

/**
 * The id of a polled mail: 40 hex digits, the same for the same octets at the same place of the same mailbox. So a mail that was stored
 * before a kill is overwritten, not stored twice.
 */
export function polledMailId(
  identity: string,
  uidScope: string,
  uid: string,
  sha256: string,
): string {
  const place = JSON.stringify([identity, uidScope, uid, sha256]);
  return createHash('sha256').update(place).digest('hex').slice(0, 40);
}

/** Notes a mail to be tried again later, after the others. Throws if the session or the whole mailbox is at fault. */
async function putOff(
  { session, progress, clock }: MailboxVisit,
  uid: string,
  error: MailboxError,
  intake: Intake,
): Promise<void> {
  const { troubled } = progress.state;
  const trouble = nextTrouble(troubled[uid], clock.now());
  const isTooLarge = error instanceof MailTooLargeError || troubled[uid]?.isTooLarge === true;
  const isOfBaseline = progress.state.position?.kind === 'pop3' && isJudgedByDate(progress, uid);
  progress.putOff(uid, {
    ...trouble,
    ...(isTooLarge && { isTooLarge }),
    ...(isOfBaseline && { isOfBaseline }),
  });
  await progress.write();
  if (!session.isUsable() || Object.keys(troubled).length >= MAX_TROUBLED_MAILS) throw error;
  intake.skipped += 1;
  intake.errors.push(`mail ${uid} cannot be fetched and is tried again: ${error.message}`);
}

/** Undefined: the mail is gone, or was put off. */
async function fetchMail(
  visit: MailboxVisit,
  mail: ListedMail,
  fetch: (mail: ListedMail) => Promise<SpooledMail | undefined>,
  intake: Intake,
): Promise<SpooledMail | undefined> {
  try {
    const spooled = await fetch(mail);
    if (spooled) return spooled;
    if ((await stillListed(visit, [mail.uid])).has(mail.uid)) throw leftOut();
    visit.progress.passed(mail.uid);
  } catch (error) {
    if (!isAboutOneMail(error)) throw error;
    await putOff(visit, mail.uid, error, intake);
  }
  return undefined;
}

/** Store, queue, `after`, cursor: in this order no mail is lost, and a mail taken twice is a duplicate (S15). */
async function takeMail(
  ports: TakeMailsPorts,
  visit: MailboxVisit,
  mail: ListedMail,
  intake: Intake,
): Promise<void> {
  const { session, progress } = visit;
  const fetch = (one: ListedMail) => session.fetch(one, MAX_POLLED_MAIL_BYTES);
  const spooled = await fetchMail(visit, mail, fetch, intake);
  if (!spooled) return;
  await storeAndQueue(ports, visit, mail, spooled);
  await applyAfter(session, mail, intake);
  await progress.taken(mail.uid);
  intake.taken += 1;
}

/** Does what `after` says. If the server refuses that for a mail, the others are still taken. */
export async function applyAfter(
  session: MailboxSession,
  mail: ListedMail,
  intake: Intake,
): Promise<void> {
  try {
    await session.applyAfter(mail);
  } catch (error) {
    if (!isAboutOneMail(error)) throw error;
    intake.errors.push(`mail ${mail.uid} was taken, but: ${error.message}`);
  }
}

async function storeAndQueue(
  { mails, queue }: TakeMailsPorts,
  { mailbox, session, progress, clock }: MailboxVisit,
  { uid }: ListedMail,
  spooled: SpooledMail,
): Promise<void> {
  const id = polledMailId(progress.state.identity, session.uidScope, uid, spooled.sha256);
  const key = await mails.put(id, mailbox.name, spooled);
  const receivedAt = new Date(clock.now()).toISOString();
  await queue.enqueue({ key, mailbox: mailbox.name, receivedAt });
}

/**
 * Turns the header of a too-large mail into a held mail, so that somebody learns of it (S11, S14). The mail stays in the mailbox, whatever
 * `after` says.
 */
async function setAside(
  ports: TakeMailsPorts,
  visit: MailboxVisit,
  mail: ListedMail,
  intake: Intake,
): Promise<void> {
  const header = await fetchMail(visit, mail, (one) => visit.session.fetchHeader(one), intake);
  if (!header) return;
  await storeAndQueue(ports, visit, mail, header);
  await visit.progress.headerTaken(mail.uid);
  intake.skipped += 1;
  intake.errors.push(
    `mail ${mail.uid} has ${mail.sizeBytes} octets, over ${MAX_POLLED_MAIL_BYTES}: it is left in the mailbox, and held as over-limit with its header`,
  );
}

async function passMail(
  { progress }: MailboxVisit,
  mail: ListedMail,
  intake: Intake,
): Promise<void> {
  progress.passed(mail.uid);
  intake.skipped += 1;
  if (intake.skipped % PASSED_PER_WRITE === 0) await progress.write();
}

function followVerdict(
  ports: TakeMailsPorts,
  visit: MailboxVisit,
  judged: JudgedMail,
  intake: Intake,
): Promise<void> {
  if (judged.verdict === 'unreadable') {
    return putOff(visit, judged.mail.uid, judged.error, intake);
  }
  if (judged.verdict === 'take') return takeMail(ports, visit, judged.mail, intake);
  if (judged.verdict === 'too-large') return setAside(ports, visit, judged.mail, intake);
  return passMail(visit, judged.mail, intake);
}

/** True: everything listed was dealt with; false: `stopAtMs` came first, and the next poll continues. */
export async function takeMails(
  ports: TakeMailsPorts,
  visit: MailboxVisit,
  uids: string[],
  intake: Intake,
  stopAtMs: number,
): Promise<boolean> {
  for await (const judged of judgeMails(visit, uids)) {
    if (visit.clock.now() >= stopAtMs) return false;
    await followVerdict(ports, visit, judged, intake);
  }
  return true;
}
