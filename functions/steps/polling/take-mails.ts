import { createHash } from 'node:crypto';
import {
  type JudgedMail,
  judgeMails,
  MAX_POLLED_MAIL_BYTES,
  type MailboxVisit,
} from './judge-mails.ts';
import { MAX_TROUBLED_MAILS, nextTrouble } from './mailbox-state.ts';
import {
  type ListedMail,
  MailboxError,
  type PolledMailQueue,
  type PolledMailStore,
  type SpooledMail,
} from './ports.ts';

/** Passed mails between two writes of the cursor. */
const PASSED_PER_WRITE = 200;

export interface TakeMailsPorts {
  mails: PolledMailStore;
  queue: PolledMailQueue;
}

/** What a poll has done so far; filled in as it goes, so that it is told even when the poll ends early. */
export interface Intake {
  taken: number;
  skipped: number;
  /** About single mails. */
  errors: string[];
}

/**
 * The id of a polled mail, the same whenever the same octets come from the same place in the same mailbox: what was stored before a kill
 * is stored over, not beside.
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

/** The mail is tried again later, and the others come first. Throws when the session, or the whole mailbox, is at fault. */
async function putOff(
  { session, progress, clock }: MailboxVisit,
  uid: string,
  error: MailboxError,
  intake: Intake,
): Promise<void> {
  const { troubled } = progress.state;
  progress.putOff(uid, nextTrouble(troubled[uid], clock.now()));
  await progress.write();
  if (!session.isUsable() || Object.keys(troubled).length >= MAX_TROUBLED_MAILS) throw error;
  intake.skipped += 1;
  intake.errors.push(`mail ${uid} cannot be fetched and is tried again: ${error.message}`);
}

/** Undefined: the mail is gone, or is put off. */
async function fetchMail(
  visit: MailboxVisit,
  mail: ListedMail,
  intake: Intake,
): Promise<SpooledMail | undefined> {
  try {
    const spooled = await visit.session.fetch(mail, MAX_POLLED_MAIL_BYTES);
    if (!spooled) visit.progress.passed(mail.uid);
    return spooled;
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error;
    await putOff(visit, mail.uid, error, intake);
    return undefined;
  }
}

/** Octets, queue, `after`, cursor: in this order nothing is lost, and what comes twice is the same mail (S15). */
async function takeMail(
  ports: TakeMailsPorts,
  visit: MailboxVisit,
  mail: ListedMail,
  intake: Intake,
): Promise<void> {
  const { mailbox, session, progress, clock } = visit;
  const spooled = await fetchMail(visit, mail, intake);
  if (!spooled) return;
  const id = polledMailId(progress.state.identity, session.uidScope, mail.uid, spooled.sha256);
  const key = await ports.mails.put(id, mailbox.name, spooled);
  const receivedAt = new Date(clock.now()).toISOString();
  await ports.queue.enqueue({ key, mailbox: mailbox.name, receivedAt });
  try {
    await session.settle(mail);
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error;
    intake.errors.push(`mail ${mail.uid} was taken, but: ${error.message}`);
  }
  await progress.taken(mail.uid);
  intake.taken += 1;
}

async function passMail(
  { progress }: MailboxVisit,
  mail: ListedMail,
  isTooLarge: boolean,
  intake: Intake,
): Promise<void> {
  if (isTooLarge) {
    intake.errors.push(
      `mail ${mail.uid} has ${mail.sizeBytes} octets, over ${MAX_POLLED_MAIL_BYTES}: it is left in the mailbox`,
    );
  }
  progress.passed(mail.uid);
  intake.skipped += 1;
  if (intake.skipped % PASSED_PER_WRITE === 0) await progress.write();
}

function handle(
  ports: TakeMailsPorts,
  visit: MailboxVisit,
  judged: JudgedMail,
  intake: Intake,
): Promise<void> {
  if (judged.verdict === 'unreadable') {
    return putOff(visit, judged.mail.uid, judged.error, intake);
  }
  if (judged.verdict === 'take') return takeMail(ports, visit, judged.mail, intake);
  return passMail(visit, judged.mail, judged.verdict === 'too-large', intake);
}

/** True: everything that was listed has been dealt with; false: `stopAtMs` came first, and the next poll goes on from here. */
export async function takeMails(
  ports: TakeMailsPorts,
  visit: MailboxVisit,
  uids: string[],
  intake: Intake,
  stopAtMs: number,
): Promise<boolean> {
  for await (const judged of judgeMails(visit, uids)) {
    if (visit.clock.now() >= stopAtMs) return false;
    await handle(ports, visit, judged, intake);
  }
  return true;
}
