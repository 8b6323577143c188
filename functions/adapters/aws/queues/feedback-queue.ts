import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FeedbackQueue } from '../../../steps/notifying/ports.ts';
import type { FeedbackSink } from '../../../steps/receiving/ports.ts';

/** Tells record-feedback of a bounce in the form of SES's own events, so that there is one place that marks deliveries (S5, S16). */
export function createFeedbackQueue(sqs: SQSClient, queueUrl: string): FeedbackSink {
  return {
    async recordBounce({ sesMessageId, recipient, isPermanent, isHearsay }) {
      const event = {
        eventType: 'Bounce',
        mail: { messageId: sesMessageId },
        bounce: {
          bounceType: isPermanent ? 'Permanent' : 'Transient',
          ...(isHearsay && { bounceSubType: 'Hearsay' }),
          bouncedRecipients: recipient === undefined ? [] : [{ emailAddress: recipient }],
        },
      };
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(event) }),
      );
    },
  };
}

/** The same queue for `record-feedback` itself: an event that came too early. */
export function createFeedbackWaits(sqs: SQSClient, queueUrl: string): FeedbackQueue {
  return {
    async putBack(event, delaySeconds) {
      const MessageBody = JSON.stringify(event);
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }),
      );
    },
  };
}
