import { hash } from 'node:crypto';
import {
  isAboutOneMail,
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
  MailTooLargeError,
  type PolledMailQueue,
  type PolledMailStore,
  type SpooledMail,
} from './ports.ts';

/** Passed-over mails between two writes of the cursor. */
const PASSED_PER_WRITE = 200;

export interface MailTakerPorts {
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
  return hash('sha256', place).slice(0, 40);
}

/** Takes the mails of one visit to a mailbox, one after the other. */
export class MailTaker {
  readonly #ports: MailTakerPorts;
  readonly #visit: MailboxVisit;
  readonly #intake: Intake;

  constructor(ports: MailTakerPorts, visit: MailboxVisit, intake: Intake) {
    this.#ports = ports;
    this.#visit = visit;
    this.#intake = intake;
  }

  /** True: everything listed was dealt with; false: `stopAtMs` came first, and the next poll continues. */
  async takeAll(uids: string[], stopAtMs: number): Promise<boolean> {
    for await (const judged of judgeMails(this.#visit, uids)) {
      if (this.#visit.clock.now() >= stopAtMs) return false;
      await this.#followVerdict(judged);
    }
    return true;
  }

  /** Does what `after` says. If the server refuses that for a mail, the others are still taken. Throws if the connection has ended. */
  async applyAfter(mail: ListedMail): Promise<void> {
    const { session } = this.#visit;
    try {
      await session.applyAfter(mail);
    } catch (error) {
      if (!isAboutOneMail(error) || !session.isUsable()) throw error;
      this.#intake.errors.push(`mail ${mail.uid} was taken, but: ${error.message}`);
    }
  }

  #followVerdict(judged: JudgedMail): Promise<void> {
    if (judged.verdict === 'unreadable') return this.#putOff(judged.mail.uid, judged.error);
    if (judged.verdict === 'take') return this.#take(judged.mail);
    if (judged.verdict === 'too-large') return this.#setAside(judged.mail);
    return this.#passOver(judged.mail);
  }

  /** Store, queue, `after`, cursor: in this order no mail is lost, and a mail taken twice is a duplicate (S15). */
  async #take(mail: ListedMail): Promise<void> {
    const { session, progress } = this.#visit;
    const spooled = await this.#fetch(mail, () => session.fetch(mail, MAX_POLLED_MAIL_BYTES));
    if (!spooled) return;
    await this.#storeAndQueue(mail, spooled);
    try {
      await this.applyAfter(mail);
    } catch (error) {
      if (!isAboutOneMail(error)) throw error;
      // a later poll takes the mail again, under the same id, and does what `after` says
      return this.#putOff(mail.uid, error);
    }
    await progress.taken(mail.uid);
    this.#intake.taken += 1;
  }

  /**
   * Turns the header of a too-large mail into a held mail, so that somebody learns of it (S11, S14). The mail stays in the mailbox, whatever
   * `after` says.
   */
  async #setAside(mail: ListedMail): Promise<void> {
    const { session, progress } = this.#visit;
    const header = await this.#fetch(mail, () => session.fetchHeader(mail));
    if (!header) return;
    await this.#storeAndQueue(mail, header);
    await progress.headerTaken(mail.uid);
    this.#intake.skipped += 1;
    this.#intake.errors.push(
      `mail ${mail.uid} has ${mail.sizeBytes} octets, over ${MAX_POLLED_MAIL_BYTES}: it is left in the mailbox, and held as over-limit with its header`,
    );
  }

  async #passOver(mail: ListedMail): Promise<void> {
    const { progress } = this.#visit;
    progress.passed(mail.uid);
    this.#intake.skipped += 1;
    if (this.#intake.skipped % PASSED_PER_WRITE === 0) await progress.write();
  }

  /** Undefined: the mail is gone, or was put off. */
  async #fetch(
    { uid }: ListedMail,
    fetch: () => Promise<SpooledMail | undefined>,
  ): Promise<SpooledMail | undefined> {
    try {
      const spooled = await fetch();
      if (spooled) return spooled;
      if ((await stillListed(this.#visit, [uid])).has(uid)) throw leftOut();
      this.#visit.progress.passed(uid);
    } catch (error) {
      if (!isAboutOneMail(error)) throw error;
      await this.#putOff(uid, error);
    }
    return undefined;
  }

  /** Notes a mail to be tried again later, after the others. Throws if the session or the whole mailbox is at fault. */
  async #putOff(uid: string, error: MailboxError): Promise<void> {
    const { session, progress, clock } = this.#visit;
    const { troubled } = progress.state;
    const trouble = nextTrouble(troubled[uid], clock.now());
    const isTooLarge = error instanceof MailTooLargeError || troubled[uid]?.isTooLarge === true;
    progress.putOff(uid, isTooLarge ? { ...trouble, isTooLarge } : trouble);
    await progress.write();
    if (!session.isUsable() || Object.keys(troubled).length >= MAX_TROUBLED_MAILS) throw error;
    this.#intake.skipped += 1;
    this.#intake.errors.push(`mail ${uid} cannot be fetched and is tried again: ${error.message}`);
  }

  async #storeAndQueue({ uid }: ListedMail, spooled: SpooledMail): Promise<void> {
    const { mailbox, session, progress, clock } = this.#visit;
    const id = polledMailId(progress.state.identity, session.uidScope, uid, spooled.sha256);
    const key = await this.#ports.mails.put(id, mailbox.name, spooled);
    const receivedAt = new Date(clock.now()).toISOString();
    await this.#ports.queue.enqueue({ key, mailbox: mailbox.name, receivedAt });
  }
}
