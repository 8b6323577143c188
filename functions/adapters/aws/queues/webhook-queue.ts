import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import type { WebhookQueue } from '../../../steps/webhooks/ports.ts';

/** SQS delays no longer than this: a later due time is kept with the delivery, and the queue is asked again. */
const MAX_DELAY_SECONDS = 900;

/** Tries of webhooks that are to come. */
export function createWebhookQueue(sqs: SQSClient, queueUrl: string): WebhookQueue {
  return {
    async put({ webhookId, eventId }, delayMs) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({ webhookId, eventId }),
          DelaySeconds: Math.min(MAX_DELAY_SECONDS, Math.ceil(delayMs / 1000)),
        }),
      );
    },
    async resend(resend) {
      const MessageBody = JSON.stringify({ resend });
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  };
}

/** Puts a message before `deliver-webhooks` that the stream has passed over: `{"announce": messageId}`. */
export const createAnnounceQueue =
  (sqs: SQSClient, queueUrl: string) =>
  async (messageId: string): Promise<void> => {
    const MessageBody = JSON.stringify({ announce: messageId });
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  };

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
