import type { MailRecord } from '../steps/receiving/ports.ts';

/** A mail's record as the API shows it; the envelope is kept only for replays. */
export const shownMail = ({ envelope: _envelope, verdicts, ...record }: MailRecord) => ({
  ...record,
  verdicts: { ...verdicts },
});
