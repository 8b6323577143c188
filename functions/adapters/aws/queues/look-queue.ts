import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { LookAfterMailPorts, StoredMail } from '../../../steps/operating/ports.ts';
import { isSetupNotification, mailIdOfKey } from '../bucket/raw-mail-store.ts';
import { putMessage } from './put-message.ts';

/** What S3 tells of an object that was made; keys are URL-encoded, with a plus for a blank. */
const s3Event = z.object({
  Records: z.array(
    z.object({ eventTime: z.string(), s3: z.object({ object: z.object({ key: z.string() }) }) }),
  ),
});
const lookAgain = z.object({ look: z.object({ key: z.string(), storedAt: z.number() }) });

const storedMail = (key: string, storedAt: number): StoredMail => ({
  mailId: mailIdOfKey(key),
  key,
  storedAt,
});

/** The body of a message of LookQueue: S3's events, its test of the queue, or a further look. Throws for anything else. */
export function readLooks(body: string): StoredMail[] {
  const value: unknown = JSON.parse(body);
  if (typeof value === 'object' && value !== null && 'Event' in value) return [];
  const again = lookAgain.safeParse(value);
  if (again.success) return [storedMail(again.data.look.key, again.data.look.storedAt)];
  return s3Event
    .parse(value)
    .Records.map(({ eventTime, s3 }) =>
      storedMail(decodeURIComponent(s3.object.key.replaceAll('+', ' ')), Date.parse(eventTime)),
    )
    .filter(({ key }) => !isSetupNotification(key));
}

/** The queue itself delays what is put into it. */
export const createLookQueue = (sqs: SQSClient, queueUrl: string): LookAfterMailPorts['looks'] => ({
  put: ({ key, storedAt }) => putMessage(sqs, queueUrl, { look: { key, storedAt } }),
});
