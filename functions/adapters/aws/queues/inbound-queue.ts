import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { Verdicts } from '../../../mail/message.ts';
import { readSpfDomain, readVerdict } from '../../../mail/verdicts/ses-verdicts.ts';
import type { Arrival } from '../../../steps/receiving/ports.ts';
import { isSetupNotification, mailIdOfKey } from '../bucket/raw-mail-store.ts';
import { readAs, readJson } from '../read-as.ts';
import { putMessage } from './put-message.ts';

/** Characters of a text without a mail that are logged. */
const NOTE_CHARACTERS = 100;

const storedMail = v.object({
  key: v.string(),
  mailbox: v.optional(v.string()),
  /** RFC 3339 UTC. */
  receivedAt: v.string(),
});

/** `{"stored": {…}}`: a raw mail in the bucket. */
const ours = v.object({ stored: storedMail });

type StoredMail = v.InferOutput<typeof storedMail>;

/** Queues stored raw mail for `parse-mail`. SES's own notifications arrive in the same queue. */
export const createInboundQueue = (sqs: SQSClient, queueUrl: string) => ({
  enqueue: (mail: StoredMail): Promise<void> => putMessage(sqs, queueUrl, { stored: mail }),
});

export type InboundOrder =
  | { kind: 'arrival'; arrival: Arrival }
  /** Tests of the queue by S3 and SES, and SES's set-up object; `note`: the first words. */
  | { kind: 'no-mail'; note?: string };

/**
 * Parses a message of InboundQueue. Text that is not JSON names no mail: SES publishes a sentence when it is given the topic ("Successfully
 * validated SNS topic …"), and a mail with a damaged notification is still in the bucket, where `reconcile` finds it. Throws for JSON that
 * is neither SES's notification nor our own message.
 */
export function readArrival(body: string): InboundOrder {
  const value = readJson(body);
  if (value === undefined) return { kind: 'no-mail', note: body.slice(0, NOTE_CHARACTERS) };
  const read = v.safeParse(ours, value);
  if (read.success) return { kind: 'arrival', arrival: storedArrival(read.output.stored) };
  if (v.is(testEvent, value)) return { kind: 'no-mail' };
  const arrival = readSesNotification(value);
  return arrival ? { kind: 'arrival', arrival } : { kind: 'no-mail' };
}

/** The turn of a message: mails of one sender, or of one mailbox, are handled in the order of their arrival. */
export function turnOfArrival(order: InboundOrder, messageId: string): string {
  if (order.kind === 'no-mail') return messageId;
  const { envelope, mailbox, mailId } = order.arrival;
  return envelope.reversePath ?? mailbox ?? mailId;
}

const storedArrival = ({ key, mailbox, receivedAt }: StoredMail): Arrival => ({
  mailId: mailIdOfKey(key),
  receivedAt: new Date(receivedAt).toISOString(),
  via: key.startsWith('polled/') ? 'mailbox' : 'ses',
  ...(mailbox !== undefined && { mailbox }),
  envelope: { forwardPaths: [] },
});

/** S3's test of a queue. */
const testEvent = v.object({ Event: v.literal('s3:TestEvent') });

const verdict = v.nullish(v.object({ status: v.string() }));

/** The fields of SES's notification of an S3 action that are read. */
const sesNotification = v.object({
  notificationType: v.literal('Received'),
  // null for a null reverse-path, as in delivery reports
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

/** SES's notification as an arrival; undefined for SES's set-up object, which is no mail. Throws for anything else. */
function readSesNotification(value: unknown): Arrival | undefined {
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
