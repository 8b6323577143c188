import type { MailRecord } from '../receiving/ports.ts';
import type { LookAfterMailPorts, StoredMail } from './ports.ts';

const MINUTE_MS = 60_000;
/** Younger mail is still on its way: its queue retries by itself. */
const LATE_AFTER_MS = 14 * MINUTE_MS;
const STUCK_AFTER_MS = 120 * MINUTE_MS;

/**
 * Looks after a raw mail 15 minutes after it was stored, so that none is lost (S11). A mail without an outcome goes back to InboundQueue,
 * and is looked after again until it has one. The pause between two tries is half of its age. From two hours on it is logged as `stuck
 * mail`, which raises an alarm. Mail whose octets are gone was erased or has expired.
 */
export async function lookAfterMail(mail: StoredMail, ports: LookAfterMailPorts): Promise<void> {
  const record = await ports.inbound.find(mail.mailId);
  if (record) return lookAfterFiles(record, mail, ports);
  if (!(await ports.octets.isThere(mail))) return;
  const now = ports.clock.now();
  const age = now - mail.storedAt;
  const isDue = age >= LATE_AFTER_MS && (await ports.tries.claim(mail.mailId, now, now + age / 2));
  if (isDue) await queueAgain(mail, age, ports);
  await ports.looks.put(mail);
}

/** A killed function may have stored files of a mail that made no message: no message names them, so they are deleted (S19). */
async function lookAfterFiles(
  { mailId, outcome }: MailRecord,
  mail: StoredMail,
  { files, clock, looks }: LookAfterMailPorts,
): Promise<void> {
  if (outcome === 'delivered') return;
  const swept = await files.sweep(mailId, clock.now() - LATE_AFTER_MS);
  if (swept === 'young') await looks.put(mail);
}

async function queueAgain(
  { mailId, key, storedAt }: StoredMail,
  age: number,
  { inboundQueue, log }: LookAfterMailPorts,
): Promise<void> {
  await inboundQueue.enqueue({ key, receivedAt: new Date(storedAt).toISOString() });
  const fields = { mailId, ageMinutes: Math.floor(age / MINUTE_MS) };
  if (age < STUCK_AFTER_MS) log.warn(fields, 'a stored mail had no outcome: queued again');
  else log.error(fields, 'stuck mail');
}
