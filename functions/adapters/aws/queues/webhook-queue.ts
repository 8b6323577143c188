import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { WebhookQueue } from '../../../steps/webhooks/ports.ts';
import { readAs } from '../read-as.ts';
import { putMessage } from './put-message.ts';

/**
 * Queues orders for `deliver-webhooks`: attempts, resends, and messages that the stream has missed. A due time beyond SQS's longest delay is
 * kept with the delivery: the message comes earlier and is queued again.
 */
export const createWebhookQueue = (
  sqs: SQSClient,
  queueUrl: string,
): WebhookQueue & { announce(messageId: string): Promise<void> } => ({
  put: ({ webhookId, eventId, attempts, messageId }, delayMs) =>
    putMessage(sqs, queueUrl, { webhookId, eventId, attempts, messageId }, delayMs),
  resend: (resend) => putMessage(sqs, queueUrl, { resend }),
  announce: (messageId) => putMessage(sqs, queueUrl, { announce: messageId }),
});

const queued = v.object({
  webhookId: v.string(),
  eventId: v.string(),
  attempts: v.number(),
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

/** Parses a message of WebhookQueue: an attempt, a message to announce, or events to resend. */
export const readWebhookOrder = (body: string) =>
  readAs(order, JSON.parse(body), 'message of WebhookQueue');
