import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS delays a message no longer than this; who has to wait longer asks the queue again. */
const MAX_DELAY_SECONDS = 900;

/** Puts a message of ours before a function, as JSON, after a delay that is cut to what SQS can hold. */
export async function putMessage(
  sqs: SQSClient,
  queueUrl: string,
  body: Record<string, unknown>,
  delayMs?: number,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(body),
      ...(delayMs !== undefined && {
        DelaySeconds: Math.min(Math.max(0, Math.ceil(delayMs / 1000)), MAX_DELAY_SECONDS),
      }),
    }),
  );
}
