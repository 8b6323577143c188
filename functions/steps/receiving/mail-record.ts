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
  ...(hasReceiversVerdicts(record) && { verdicts: record.verdicts }),
});

/** A forwarder's results (RFC 8617) are none of the receiver's: whether the forwarder is trusted is asked each time (S3). */
const hasReceiversVerdicts = ({ verdicts }: MailRecord): boolean =>
  Object.keys(verdicts).length > 0 && verdicts.sealedHeaders === undefined;
