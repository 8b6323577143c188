import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
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
  };
}
