import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type FeedbackQueue, HEARSAY } from '../../../steps/notifying/ports.ts';
import type { FeedbackSink } from '../../../steps/receiving/ports.ts';

/** Tells record-feedback of a report in the form of SES's own events, so that there is one place that marks deliveries (S5, S16). */
export function createFeedbackQueue(sqs: SQSClient, queueUrl: string): FeedbackSink {
  const send = async (sesMessageId: string, event: object) => {
    const MessageBody = JSON.stringify({ ...event, mail: { messageId: sesMessageId } });
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  };
  return {
    recordBounce: ({ sesMessageId, recipient, isPermanent, isHearsay }) =>
      send(sesMessageId, {
        eventType: 'Bounce',
        bounce: {
          bounceType: isPermanent ? 'Permanent' : 'Transient',
          ...(isHearsay && { bounceSubType: HEARSAY }),
          bouncedRecipients: recipient === undefined ? [] : [{ emailAddress: recipient }],
        },
      }),
    recordComplaint: ({ sesMessageId, isHearsay }) =>
      send(sesMessageId, {
        eventType: 'Complaint',
        complaint: { ...(isHearsay && { complaintSubType: HEARSAY }) },
      }),
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
