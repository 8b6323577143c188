import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OutgoingQueue } from '../../../steps/notifying/ports.ts';
import { participantKey } from '../table/items/outgoing-items.ts';

/** SQS's longest delay. */
const MAX_DELAY_SECONDS = 900;

/** Mail that is due after a delay: `{"outgoing": {conversationId, recipient: "<kind>#<id>", windowId, attempt}}`. */
export function createOutgoingQueue(sqs: SQSClient, queueUrl: string): OutgoingQueue {
  return {
    async put({ conversationId, participant, windowId }, { delayMs, attempt }) {
      const recipient = participantKey(participant);
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({
            outgoing: { conversationId, recipient, windowId, attempt },
          }),
          DelaySeconds: Math.min(Math.max(0, Math.ceil(delayMs / 1000)), MAX_DELAY_SECONDS),
        }),
      );
    },
  };
}

/** Puts a message before `notify` that the stream has passed over: `{"decide": messageId}`. */
export const createDecideQueue =
  (sqs: SQSClient, queueUrl: string) =>
  async (messageId: string): Promise<void> => {
    const MessageBody = JSON.stringify({ decide: messageId });
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  };

/** Has an agent asked about a held mail (S22): `{"ask": mailId}`. */
export const createAskQueue =
  (sqs: SQSClient, queueUrl: string) =>
  async (mailId: string): Promise<void> => {
    const MessageBody = JSON.stringify({ ask: mailId });
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  };
