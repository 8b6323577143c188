import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { openSqs } from '../clients.ts';

/** Of a message that a function could not handle. */
export interface FailedMessage {
  receiptHandle: string;
  eventSourceARN: string;
  attributes: { ApproximateReceiveCount: string };
}

/** So many seconds for each receive so far: 10, 20, 30, 40, and the fifth failure is the dead-letter queue's. */
const DEFAULT_SECONDS_PER_RECEIVE = 10;
/** SQS counts it from the first receive on; no pause of ours comes near. */
const MAX_VISIBILITY_SECONDS = 43_200;

/**
 * Lets a failed message come again soon. Left alone it would wait out the queue's visibility timeout, which is six times the function's:
 * a fault of a second would hold a mail back for six minutes. `secondsPerReceive` is shorter on a machine of one's own.
 */
export function createRetryLater(
  sqs: SQSClient,
  { secondsPerReceive = DEFAULT_SECONDS_PER_RECEIVE, random = Math.random } = {},
): (message: FailedMessage) => Promise<void> {
  const urls = new Map<string, Promise<string>>();
  return async ({ receiptHandle, eventSourceARN, attributes }) => {
    const urlOfQueue = urls.get(eventSourceARN) ?? findUrl(sqs, eventSourceARN);
    urls.set(eventSourceARN, urlOfQueue);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: await urlOfQueue,
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

/** As the function's environment says, where it says anything: on a machine of one's own nobody waits for ten seconds. */
export const openRetryLater = () =>
  createRetryLater(openSqs(), {
    secondsPerReceive: Number(process.env.RETRY_SECONDS) || DEFAULT_SECONDS_PER_RECEIVE,
  });

/** Between half and all of it, so that what failed together does not come back together. */
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
