import * as z from 'zod';
import type { Verdicts } from '../../../mail/message.ts';
import { readSpfDomain, readVerdict } from '../../../mail/verdicts/ses-verdicts.ts';
import type { Arrival } from '../../../steps/receiving/ports.ts';
import { isSetupNotification, mailIdOfKey } from '../bucket/raw-mail-store.ts';

const verdict = z.object({ status: z.string() }).nullish();

/** SES's notification of an S3 action, as far as it is read. */
const sesNotification = z.object({
  notificationType: z.literal('Received'),
  // null for a mail without a reverse-path, as delivery reports are
  mail: z.object({ timestamp: z.string(), source: z.string().nullish() }),
  receipt: z.object({
    recipients: z.array(z.string()).nullish(),
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    spamVerdict: verdict,
    virusVerdict: verdict,
    action: z.object({ type: z.literal('S3'), objectKey: z.string() }),
  }),
});

/** SES's notification as an arrival; undefined for its set-up object, which is no mail. Throws for anything else. */
export function readSesNotification(value: unknown): Arrival | undefined {
  const { mail, receipt } = sesNotification.parse(value);
  const { objectKey } = receipt.action;
  if (isSetupNotification(objectKey)) return undefined;
  const reversePath = (mail.source ?? '').replace(/^<|>$/g, '').toLowerCase();
  return {
    mailId: mailIdOfKey(objectKey),
    receivedAt: new Date(mail.timestamp).toISOString(),
    via: 'ses',
    envelope: { reversePath, forwardPaths: receipt.recipients ?? [] },
    verdicts: readVerdicts(receipt, reversePath),
  };
}

type Receipt = z.output<typeof sesNotification>['receipt'];

const readVerdicts = (receipt: Receipt, reversePath: string): Verdicts => ({
  spf: readVerdict(receipt.spfVerdict?.status),
  dkim: readVerdict(receipt.dkimVerdict?.status),
  dmarc: readVerdict(receipt.dmarcVerdict?.status),
  spam: readVerdict(receipt.spamVerdict?.status),
  virus: readVerdict(receipt.virusVerdict?.status),
  spfDomain: readSpfDomain(reversePath),
});
