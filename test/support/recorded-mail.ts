import type { MailRecord } from '../../functions/steps/receiving/ports.ts';

/** The record of a mail that answered nothing, but for what is given. */
export const recordedMail = (mailId: string, more: Partial<MailRecord> = {}): MailRecord =>
  ({
    mailId,
    receivedAt: '2026-11-03T10:00:00.000Z',
    from: 'carla@kunde.example',
    subject: 'Re: parcel',
    verdicts: {},
    via: 'ses',
    envelope: { forwardPaths: [] },
    outcome: 'ignored',
    reason: 'no-conversation',
    ...more,
  }) as MailRecord;
