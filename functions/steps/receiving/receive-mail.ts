import type { StaffQuestions } from '../asking/ports.ts';
import { decideMail } from './deciding/decide-mail.ts';
import type { AgentAnswer, ReadMail, SetAside } from './deciding/mail-decision.ts';
import { commitDelivery } from './delivering/commit-delivery.ts';
import { followDeliveryReport } from './follow-delivery-report.ts';
import { mailRecord } from './mail-record.ts';
import type { Outcome } from './outcome.ts';
import type { Arrival, MailRecord, ReceiveMailPorts } from './ports.ts';
import { prefetchForDecision } from './prefetch-for-decision.ts';
import type { RawMail } from './reading/ports.ts';
import { readMail } from './reading/read-mail.ts';
import { readReply } from './reading/read-reply.ts';
import { releaseMail } from './release/release-mail.ts';
import { setAsideUnread } from './set-aside-unread.ts';

/**
 * Decisions on one mail before it goes back to the queue. Each reason to decide again (a user taken over or erased, an address that gets an
 * owner) happens at most once to a mail.
 */
const MAX_DECISIONS = 3;

/**
 * Brings a stored mail to its outcome and writes its record (S11). Idempotent: the same arrival, at once or later, gives the same record.
 * `replaces` is the outcome that a replay may overwrite. Undefined: there is no such mail.
 */
export async function receiveMail(
  arrival: Arrival,
  ports: ReceiveMailPorts,
  replaces?: Outcome['outcome'],
): Promise<MailRecord | undefined> {
  const raw = await ports.rawMails.find(arrival.mailId);
  // the octets have expired or were erased, but the record may still exist
  if (!raw) return replaces ? undefined : ports.inbound.find(arrival.mailId);
  const reading = await readMail(raw, arrival, ports);
  if (reading.kind !== 'read') {
    const known = reading.kind === 'over-limit' ? { message: reading.header } : undefined;
    return ports.inbound.record(mailRecord(arrival, setAsideUnread(reading), known), replaces);
  }
  for (let made = 0; made < MAX_DECISIONS; made += 1) {
    const record = await decideOnce(
      reading.mail,
      raw,
      await prefetchForDecision(reading.mail, ports),
      replaces,
    );
    if (record) return record;
  }
  throw new Error(
    `mail ${arrival.mailId}: what its decision rests on changed ${MAX_DECISIONS} times`,
  );
}

/** One decision, carried out. Undefined: what it rests on has changed meanwhile, so it must be made again. */
async function decideOnce(
  mail: ReadMail,
  raw: RawMail,
  ports: ReceiveMailPorts,
  replaces?: Outcome['outcome'],
): Promise<MailRecord | undefined> {
  const decided = replaces ? undefined : await ports.inbound.find(mail.arrival.mailId);
  if (decided) return askIfHeld(decided, ports.questions);
  const decision = await decideMail(mail, ports);
  if (decision.kind !== 'deliver') {
    await carryOut(decision, mail, ports);
    const record = await ports.inbound.record(mailRecord(mail.arrival, decision, mail), replaces);
    return askIfHeld(record, ports.questions);
  }
  const reply = await readReply(mail, decision, ports.sentMails);
  return commitDelivery({ mail, raw, decision, reply, replaces }, ports);
}

/** Carries out what a mail that makes no message asks for. */
async function carryOut(
  decision: SetAside | AgentAnswer,
  mail: ReadMail,
  ports: ReceiveMailPorts,
): Promise<void> {
  if (decision.outcome.reason === 'delivery-report') await followDeliveryReport(mail, ports);
  if (decision.kind !== 'agent-answer' || !decision.isYes) return;
  const { mailId, agentId } = decision.question;
  await releaseMail(mailId, { as: { kind: 'agent', id: agentId } }, ports);
}

/**
 * Asks the agent about a mail that nothing proves to be theirs (S22). Also when the mail is handled again, because asking may have failed.
 */
async function askIfHeld(record: MailRecord, questions: StaffQuestions): Promise<MailRecord> {
  if (record.reason === 'staff-not-authenticated') await questions.ask(record.mailId);
  return record;
}
