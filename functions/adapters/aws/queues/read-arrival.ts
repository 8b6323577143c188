import * as z from 'zod';
import type { Verdicts } from '../../../mail/message.ts';
import { readSpfDomain, readVerdict } from '../../../mail/ses-verdicts.ts';
import type { Arrival } from '../../../steps/receiving/ports.ts';
import { mailIdOfKey } from '../bucket/raw-mail-store.ts';

/** SES writes this object once, when a receipt rule is made: it is no mail. */
const SETUP_NOTIFICATION = 'AMAZON_SES_SETUP_NOTIFICATION';

/** Of a text that tells of no mail, for the log. */
const NOTE_CHARACTERS = 100;

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

/** What poll-mailboxes and reconcile put into the queue. */
const storedMail = z.object({
  polled: z.object({ key: z.string(), mailbox: z.string().optional(), receivedAt: z.string() }),
});

export type ReadArrival =
  | { kind: 'arrival'; arrival: Arrival }
  /** What S3 and SES send to try whether they may, and SES's set-up object; `note`: its first words. */
  | { kind: 'no-mail'; note?: string };

/**
 * What a message of the inbound queue says. Text that is no JSON tells of no mail: SES publishes such a sentence when it is given the topic
 * ("Successfully validated SNS topic …"), and a mail whose notification were damaged lies in the bucket, where `reconcile` finds it. Throws for
 * JSON that is neither SES's notification nor our own message.
 */
export function readArrival(body: string): ReadArrival {
  const value = parseJson(body);
  if (value === undefined) return { kind: 'no-mail', note: body.slice(0, NOTE_CHARACTERS) };
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
      envelope: { reversePath, forwardPaths: receipt.recipients ?? [] },
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

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
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
