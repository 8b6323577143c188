import type { Arrival, MailRecord } from './ports.ts';

/** The arrival that a record was made from, with the envelope and verdicts of that time. */
export const arrivalOf = (record: MailRecord): Arrival => ({
  mailId: record.mailId,
  receivedAt: record.receivedAt,
  via: record.via,
  ...(record.mailbox !== undefined && { mailbox: record.mailbox }),
  envelope: record.envelope,
  ...(Object.keys(record.verdicts).length > 0 && { verdicts: record.verdicts }),
});
