import { z } from 'zod';
import type { Verdicts } from '../../../mail/message.ts';
import { readSpfDomain, readVerdict } from '../../../mail/ses-verdicts.ts';
import type { Arrival } from '../../../steps/receiving/ports.ts';
import { mailIdOfKey } from '../bucket/raw-mail-store.ts';

/** SES writes this object once, when a receipt rule is made: it is no mail. */
const SETUP_NOTIFICATION = 'AMAZON_SES_SETUP_NOTIFICATION';

const verdict = z.object({ status: z.string() }).optional();

/** SES's notification of an S3 action, as far as it is read. */
const sesNotification = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({ timestamp: z.string(), source: z.string().optional() }),
  receipt: z.object({
    recipients: z.array(z.string()).default([]),
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    spamVerdict: verdict,
    virusVerdict: verdict,
    action: z.object({ type: z.literal('S3'), objectKey: z.string() }),
  }),
});

/** What poll-mailboxes and reconcile put into the queue. */
const storedMail = z.object({
  polled: z.object({ key: z.string(), mailbox: z.string().optional(), receivedAt: z.string() }),
});

export type ReadArrival =
  | { kind: 'arrival'; arrival: Arrival }
  /** A test event or SES's set-up object. */
  | { kind: 'no-mail' };

/** What a message of the inbound queue says. Throws for anything that is neither SES's notification nor our own message. */
export function readArrival(body: string): ReadArrival {
  const value: unknown = JSON.parse(body);
  const stored = storedMail.safeParse(value);
  if (stored.success) return { kind: 'arrival', arrival: storedArrival(stored.data.polled) };
  if (isTestEvent(value)) return { kind: 'no-mail' };
  const { mail, receipt } = sesNotification.parse(value);
  const { objectKey } = receipt.action;
  if (objectKey.endsWith(SETUP_NOTIFICATION)) return { kind: 'no-mail' };
  const reversePath = (mail.source ?? '').replace(/^<|>$/g, '').toLowerCase();
  return {
    kind: 'arrival',
    arrival: {
      mailId: mailIdOfKey(objectKey),
      receivedAt: new Date(mail.timestamp).toISOString(),
      via: 'ses',
      envelope: { reversePath, forwardPaths: receipt.recipients },
      verdicts: readVerdicts(receipt, reversePath),
    },
  };
}

function storedArrival(stored: z.output<typeof storedMail>['polled']): Arrival {
  const via = stored.key.startsWith('polled/') ? 'mailbox' : 'ses';
  return {
    mailId: mailIdOfKey(stored.key),
    receivedAt: new Date(stored.receivedAt).toISOString(),
    via,
    ...(stored.mailbox !== undefined && { mailbox: stored.mailbox }),
    envelope: { forwardPaths: [] },
  };
}

const isTestEvent = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'Event' in value &&
  (value as { Event: unknown }).Event === 's3:TestEvent';

type Receipt = z.output<typeof sesNotification>['receipt'];

const readVerdicts = (receipt: Receipt, reversePath: string): Verdicts => ({
  spf: readVerdict(receipt.spfVerdict?.status),
  dkim: readVerdict(receipt.dkimVerdict?.status),
  dmarc: readVerdict(receipt.dmarcVerdict?.status),
  spam: readVerdict(receipt.spamVerdict?.status),
  virus: readVerdict(receipt.virusVerdict?.status),
  spfDomain: readSpfDomain(reversePath),
});
