import { cutText } from '../../mail/clean-text.ts';
import type { Message, Verdicts } from '../../mail/message.ts';
import type { SetAside } from './deciding/mail-decision.ts';
import type { Outcome } from './outcome.ts';
import type { Arrival, MailRecord } from './ports.ts';

/** Characters of a subject that a record keeps: enough to recognise the mail. */
const MAX_RECORDED_SUBJECT_CHARS = 300;

/** Builds the record of a mail: who, what, when, and the reason for its outcome (S11). */
export function mailRecord(
  arrival: Arrival,
  decision: { outcome: Outcome; known: SetAside['known'] },
  mail?: { message: Pick<Message, 'from' | 'subject'>; verdicts?: Verdicts },
): MailRecord {
  const { mailId, receivedAt, via, mailbox, envelope } = arrival;
  return {
    mailId,
    receivedAt,
    from: mail?.message.from[0]?.address ?? '',
    subject: cutText(mail?.message.subject ?? '', MAX_RECORDED_SUBJECT_CHARS),
    verdicts: mail?.verdicts ?? arrival.verdicts ?? {},
    via,
    ...(mailbox !== undefined && { mailbox }),
    envelope,
    ...decision.known,
    ...decision.outcome,
  };
}

/** The arrival that a record was made from, with the envelope and verdicts of that time. */
export const arrivalOf = (record: MailRecord): Arrival => ({
  mailId: record.mailId,
  receivedAt: record.receivedAt,
  via: record.via,
  ...(record.mailbox !== undefined && { mailbox: record.mailbox }),
  envelope: record.envelope,
  ...(Object.keys(record.verdicts).length > 0 && { verdicts: record.verdicts }),
});
