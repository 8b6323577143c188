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

/** Puts a message before `deliver-webhooks` that the stream has passed over: `{"announce": messageId}`. */
export const createAnnounceQueue =
  (sqs: SQSClient, queueUrl: string) =>
  async (messageId: string): Promise<void> => {
    const MessageBody = JSON.stringify({ announce: messageId });
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  };

/** The message of such an order; undefined: the message of the queue is another. */
export function readAnnounceOrder(body: string): string | undefined {
  const { announce } = JSON.parse(body) as { announce?: unknown };
  return typeof announce === 'string' ? announce : undefined;
}
