import * as v from 'valibot';
import type { Verdicts } from '../../../mail/message.ts';
import { readSpfDomain, readVerdict } from '../../../mail/verdicts/ses-verdicts.ts';
import type { Arrival } from '../../../steps/receiving/ports.ts';
import { isSetupNotification, mailIdOfKey } from '../bucket/raw-mail-store.ts';
import { readAs } from '../read-as.ts';

const verdict = v.nullish(v.object({ status: v.string() }));

/** SES's notification of an S3 action, as far as it is read. */
const sesNotification = v.object({
  notificationType: v.literal('Received'),
  // null for a mail without a reverse-path, as delivery reports are
  mail: v.object({ timestamp: v.string(), source: v.nullish(v.string()) }),
  receipt: v.object({
    recipients: v.nullish(v.array(v.string())),
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    spamVerdict: verdict,
    virusVerdict: verdict,
    action: v.object({ type: v.literal('S3'), objectKey: v.string() }),
  }),
});

/** SES's notification as an arrival; undefined for its set-up object, which is no mail. Throws for anything else. */
export function readSesNotification(value: unknown): Arrival | undefined {
  const { mail, receipt } = readAs(sesNotification, value, 'notification of SES');
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

type Receipt = v.InferOutput<typeof sesNotification>['receipt'];

const readVerdicts = (receipt: Receipt, reversePath: string): Verdicts => ({
  spf: readVerdict(receipt.spfVerdict?.status),
  dkim: readVerdict(receipt.dkimVerdict?.status),
  dmarc: readVerdict(receipt.dmarcVerdict?.status),
  spam: readVerdict(receipt.spamVerdict?.status),
  virus: readVerdict(receipt.virusVerdict?.status),
  spfDomain: readSpfDomain(reversePath),
});
