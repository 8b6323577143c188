import type { Clock, Log } from '../ports.ts';
import type { InboundStore } from '../receiving/ports.ts';

/** A raw mail that lies in the bucket. */
export interface StoredMail {
  mailId: string;
  key: string;
  /** Epoch milliseconds. */
  storedAt: number;
}

export interface ReconcilePorts {
  inbound: Pick<InboundStore, 'find'>;
  storedMails: {
    /** The next mails in the order of their keys, after the mark; no mark: from the start. `mark` is undefined at the end. */
    list(after: string | undefined): Promise<{ mails: StoredMail[]; mark?: string }>;
  };
  /** Puts a stored mail back before parse-mail. */
  queue: { enqueue(mail: { key: string; receivedAt: string }): Promise<void> };
  /** Where the last run stopped. */
  marks: { read(): Promise<string | undefined>; write(mark: string | undefined): Promise<void> };
  tries: {
    /** Whether the mail may be queued again now; if so, not before `nextAtMs` once more. */
    claim(mailId: string, nowMs: number, nextAtMs: number): Promise<boolean>;
  };
  clock: Clock;
  log: Log;
}

export interface Reconciliation {
  looked: number;
  requeued: number;
  /** Mails without outcome for so long that a person has to look. */
  stuck: number;
}

const MINUTE_MS = 60_000;
/** Younger mail is still on its way: the queue retries by itself. */
const LATE_AFTER_MS = 20 * MINUTE_MS;
const STUCK_AFTER_MS = 120 * MINUTE_MS;
/** Pages of stored mails that one run looks at; the next run goes on where it stopped. */
const MAX_PAGES_PER_RUN = 10;

/**
 * Nothing is lost: every stored raw mail has an outcome, or is put back before parse-mail, and whatever stays without one is logged as
 * `stuck mail`, which an alarm listens for (S11). Walks through the bucket in bounded runs.
 */
export async function reconcileMails(ports: ReconcilePorts): Promise<Reconciliation> {
  const result: Reconciliation = { looked: 0, requeued: 0, stuck: 0 };
  let mark = await ports.marks.read();
  for (let page = 0; page < MAX_PAGES_PER_RUN; page += 1) {
    const { mails, mark: next } = await ports.storedMails.list(mark);
    for (const mail of mails) await reconcileMail(mail, result, ports);
    mark = next;
    if (mark === undefined) break;
  }
  await ports.marks.write(mark);
  return result;
}

/** A mail that nothing helps is tried ever more rarely: the pause is half of its age. */
async function reconcileMail(
  mail: StoredMail,
  result: Reconciliation,
  { inbound, queue, tries, clock, log }: ReconcilePorts,
): Promise<void> {
  result.looked += 1;
  const now = clock.now();
  const age = now - mail.storedAt;
  if (age < LATE_AFTER_MS || (await inbound.find(mail.mailId))) return;
  if (!(await tries.claim(mail.mailId, now, now + age / 2))) return;
  await queue.enqueue({ key: mail.key, receivedAt: new Date(mail.storedAt).toISOString() });
  result.requeued += 1;
  const fields = { mailId: mail.mailId, ageMinutes: Math.floor(age / MINUTE_MS) };
  if (age < STUCK_AFTER_MS) return log.warn(fields, 'a stored mail had no outcome: queued again');
  result.stuck += 1;
  log.error(fields, 'stuck mail');
}
