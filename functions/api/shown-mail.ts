import type { MailRecord } from '../steps/receiving/ports.ts';

/** The record of a mail as the API shows it; the envelope is kept for replays alone. */
export const shownMail = ({ envelope: _envelope, verdicts, ...record }: MailRecord) => ({
  ...record,
  verdicts: { ...verdicts },
});
