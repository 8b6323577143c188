import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Puts a stored raw mail before parse-mail. `receivedAt` is RFC 3339 UTC. */
export function createInboundQueue(sqs: SQSClient, queueUrl: string) {
  return {
    async enqueue(mail: { key: string; mailbox?: string; receivedAt: string }): Promise<void> {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({ polled: mail }),
        }),
      );
    },
  };
}
