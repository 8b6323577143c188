import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { openSqs } from '../clients.ts';

/** The parts of a failed SQS message that are needed. */
export interface FailedMessage {
  receiptHandle: string;
  eventSourceARN: string;
  attributes: { ApproximateReceiveCount: string };
}

/** The pause grows by this with each receive: 10, 20, 30, 40 s; after the fifth failure the message goes to the dead-letter queue. */
const DEFAULT_SECONDS_PER_RECEIVE = 10;
/** SQS's limit, counted from the first receive; our pauses stay far below. */
const MAX_VISIBILITY_SECONDS = 43_200;

/**
 * Makes a failed message visible again soon. Otherwise it waits for the queue's visibility timeout, which is six times the function's: a
 * fault of a second would delay a mail by six minutes. `secondsPerReceive` is shorter on a local machine.
 */
export function createRetryLater(
  sqs: SQSClient,
  { secondsPerReceive = DEFAULT_SECONDS_PER_RECEIVE, random = Math.random } = {},
): (message: FailedMessage) => Promise<void> {
  const urls = new Map<string, string>();
  return async ({ receiptHandle, eventSourceARN, attributes }) => {
    const QueueUrl = urls.get(eventSourceARN) ?? (await findUrl(sqs, eventSourceARN));
    urls.set(eventSourceARN, QueueUrl);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: pauseSeconds(
          Number(attributes.ApproximateReceiveCount),
          secondsPerReceive,
          random(),
        ),
      }),
    );
  };
}

/** Reads `RETRY_SECONDS`, which is set only on a local machine, where nobody waits for ten seconds. */
export const openRetryLater = () =>
  createRetryLater(openSqs(), {
    secondsPerReceive: Number(process.env.RETRY_SECONDS) || DEFAULT_SECONDS_PER_RECEIVE,
  });

/** Between half the pause and all of it, so that messages that failed together do not retry together. */
export function pauseSeconds(receives: number, secondsPerReceive: number, random: number): number {
  const seconds = Math.max(1, receives) * secondsPerReceive * (0.5 + random / 2);
  return Math.min(Math.max(1, Math.round(seconds)), MAX_VISIBILITY_SECONDS);
}

/** `arn:aws:sqs:<region>:<account>:<name>` */
async function findUrl(sqs: SQSClient, arn: string): Promise<string> {
  const [, , , , account, name] = arn.split(':');
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
  );
  if (!QueueUrl) throw new Error(`SQS knows no queue ${arn}`);
  return QueueUrl;
}
