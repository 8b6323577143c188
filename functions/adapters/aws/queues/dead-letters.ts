import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { DeadLetter, DeadLetters } from '../../../steps/reconciling/ports.ts';
import { readAs } from '../read-as.ts';

const MESSAGES_PER_TAKE = 10;
/** How long no other run sees a taken message; meanwhile the alarm does not count it as visible. */
const LOOK_SECONDS = 30;
/** Message attribute: how often the message was put back. */
const ROUNDS = 'rounds';

const places = v.array(
  v.object({ name: v.string(), queueUrl: v.string(), deadLettersUrl: v.string() }),
);
type Place = v.InferOutput<typeof places>[number];

/** Parses the variable `DEAD_LETTERS`: `[{name, queueUrl, deadLettersUrl}]` as JSON. */
export const openDeadLetters = (sqs: SQSClient, variable: string): DeadLetters[] =>
  readAs(places, JSON.parse(variable), 'list of dead-letter queues').map((place) =>
    createDeadLetters(sqs, place),
  );

function createDeadLetters(sqs: SQSClient, place: Place): DeadLetters {
  return {
    name: place.name,
    async take() {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: place.deadLettersUrl,
          MaxNumberOfMessages: MESSAGES_PER_TAKE,
          VisibilityTimeout: LOOK_SECONDS,
          MessageAttributeNames: [ROUNDS],
          MessageSystemAttributeNames: ['SentTimestamp'],
        }),
      );
      return Messages.map((message) => readLetter(sqs, place, message));
    },
  };
}

function readLetter(sqs: SQSClient, place: Place, message: Message): DeadLetter {
  const rounds = Number(message.MessageAttributes?.[ROUNDS]?.StringValue ?? 0);
  return {
    sentAt: Number(message.Attributes?.SentTimestamp ?? 0),
    rounds,
    // send, then delete: killed in between, the message exists twice, never not at all
    async putBack() {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: place.queueUrl,
          MessageBody: message.Body,
          MessageAttributes: {
            [ROUNDS]: { DataType: 'Number', StringValue: String(rounds + 1) },
          },
        }),
      );
      const { ReceiptHandle } = message;
      await sqs.send(new DeleteMessageCommand({ QueueUrl: place.deadLettersUrl, ReceiptHandle }));
    },
  };
}
