import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS's longest delay; whoever waits longer is queued again. */
const MAX_DELAY_SECONDS = 900;

/** Sends one of our messages as JSON. A delay beyond SQS's limit is cut to it. */
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
