import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { WebhookQueue } from '../../../steps/webhooks/ports.ts';
import { readAs } from '../read-as.ts';
import { putMessage } from './put-message.ts';

/** Tries of webhooks that are to come; a time beyond SQS's longest delay is kept with the delivery, which is looked at again before. */
export function createWebhookQueue(sqs: SQSClient, queueUrl: string): WebhookQueue {
  return {
    put: ({ webhookId, eventId, attempts, messageId }, delayMs) =>
      putMessage(sqs, queueUrl, { webhookId, eventId, attempts, messageId }, delayMs),
    resend: (resend) => putMessage(sqs, queueUrl, { resend }),
  };
}

/** Puts a message before `deliver-webhooks` that the stream has passed over: `{"announce": messageId}`. */
export const createAnnounceQueue = (sqs: SQSClient, queueUrl: string) => (messageId: string) =>
  putMessage(sqs, queueUrl, { announce: messageId });

const queued = v.object({
  webhookId: v.string(),
  eventId: v.string(),
  // of before November 2026: the delivery says how many it was (docs/decisions/0109)
  attempts: v.optional(v.number(), 0),
  messageId: v.optional(v.string()),
});
const order = v.union([
  v.object({ announce: v.string() }),
  v.object({
    resend: v.object({
      webhookId: v.string(),
      since: v.string(),
      until: v.string(),
      cursor: v.optional(v.string()),
    }),
  }),
  queued,
]);

/** What a message of the queue asks for: a try, a message to be told of, or events to be sent again. */
export const readWebhookOrder = (body: string) =>
  readAs(order, JSON.parse(body), 'message of WebhookQueue');
