import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { LookQueue, QueuedLook, StoredMail } from '../../../steps/reconciling/ports.ts';
import { isSetupNotification, mailIdOfKey } from '../bucket/raw-mail-store.ts';
import { readAs } from '../read-as.ts';
import { putMessage } from './put-message.ts';

const LOOKS_PER_TAKE = 10;
/** As long as a run may take: a failed look comes again with the next run, and no two runs have the same message. */
const TAKEN_FOR_SECONDS = 240;

/** S3's ObjectCreated event; keys are URL-encoded, with a plus for a blank. */
const s3Event = v.object({
  Records: v.array(
    v.object({ eventTime: v.string(), s3: v.object({ object: v.object({ key: v.string() }) }) }),
  ),
});
const lookAgain = v.object({ look: v.object({ key: v.string(), storedAt: v.number() }) });

const storedMail = (key: string, storedAt: number): StoredMail => ({
  mailId: mailIdOfKey(key),
  key,
  storedAt,
});

/** Parses a message of LookQueue: S3's events, S3's test of the queue, or a further look. Throws for anything else. */
export function readLooks(body: string): StoredMail[] {
  const value: unknown = JSON.parse(body);
  if (typeof value === 'object' && value !== null && 'Event' in value) return [];
  const again = v.safeParse(lookAgain, value);
  if (again.success) return [storedMail(again.output.look.key, again.output.look.storedAt)];
  return readAs(s3Event, value, 'message of LookQueue')
    .Records.map(({ eventTime, s3 }) =>
      storedMail(decodeURIComponent(s3.object.key.replaceAll('+', ' ')), Date.parse(eventTime)),
    )
    .filter(({ key }) => !isSetupNotification(key));
}

const queuedLook = ({ Body = '', ReceiptHandle = '' }: Message): QueuedLook => ({
  handle: ReceiptHandle,
  read: () => readLooks(Body),
});

/** The queue itself delays every message. */
export const createLookQueue = (sqs: SQSClient, queueUrl: string): LookQueue => ({
  put: ({ key, storedAt }) => putMessage(sqs, queueUrl, { look: { key, storedAt } }),
  // short polling: what SQS does not find at once, the next run does
  async take() {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: LOOKS_PER_TAKE,
        VisibilityTimeout: TAKEN_FOR_SECONDS,
      }),
    );
    return Messages.map(queuedLook);
  },
  async remove(looks) {
    const Entries = looks.map(({ handle }, index) => ({
      Id: String(index),
      ReceiptHandle: handle,
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  },
});
