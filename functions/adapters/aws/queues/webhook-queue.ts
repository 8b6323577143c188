import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import type { WebhookQueue } from '../../../steps/webhooks/ports.ts';
import { putMessage } from './put-message.ts';

/** Tries of webhooks that are to come; a time beyond SQS's longest delay is kept with the delivery, which is looked at again before. */
export function createWebhookQueue(sqs: SQSClient, queueUrl: string): WebhookQueue {
  return {
    put: ({ webhookId, eventId }, delayMs) =>
      putMessage(sqs, queueUrl, { webhookId, eventId }, delayMs),
    resend: (resend) => putMessage(sqs, queueUrl, { resend }),
  };
}

/** Puts a message before `deliver-webhooks` that the stream has passed over: `{"announce": messageId}`. */
export const createAnnounceQueue = (sqs: SQSClient, queueUrl: string) => (messageId: string) =>
  putMessage(sqs, queueUrl, { announce: messageId });

const queued = z.object({ webhookId: z.string(), eventId: z.string() });
const order = z.union([
  z.object({ announce: z.string() }),
  z.object({
    resend: z.object({
      webhookId: z.string(),
      since: z.string(),
      until: z.string(),
      cursor: z.optional(z.string()),
    }),
  }),
  queued,
]);

/** What a message of the queue asks for: a try, a message to be told of, or events to be sent again. */
export const readWebhookOrder = (body: string) => order.parse(JSON.parse(body));
