import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { QuestionQueue } from '../../../steps/asking/ports.ts';
import type { OutgoingOrder } from '../../../steps/notifying/ports.ts';
import type { OutgoingQueue } from '../../../steps/sending/ports.ts';
import { readAs } from '../read-as.ts';
import { participantKey, participantOfKey } from '../table/items/window-items.ts';
import { putMessage } from './put-message.ts';

/** Queues orders for `notify`: to send a window, to decide about a message, to ask the agent of a held mail. */
export const createOutgoingQueue = (
  sqs: SQSClient,
  queueUrl: string,
): OutgoingQueue &
  QuestionQueue & {
    decide(messageId: string): Promise<void>;
  } => ({
  put: ({ conversationId, participant, windowId }, { delayMs, attempt }) => {
    const recipient = participantKey(participant);
    const outgoing = { conversationId, recipient, windowId, attempt };
    return putMessage(sqs, queueUrl, { outgoing }, delayMs);
  },
  decide: (messageId) => putMessage(sqs, queueUrl, { decide: messageId }),
  ask: (mailId, { delayMs, attempt }) =>
    putMessage(sqs, queueUrl, { ask: mailId, attempt }, delayMs),
});

const text = v.pipe(v.string(), v.minLength(1));
const participant = v.pipe(
  v.string(),
  v.regex(/^(?:user|agent)#./s),
  v.transform(participantOfKey),
);
const order = v.union([
  v.object({ decide: text }),
  v.object({ ask: text, attempt: v.number() }),
  v.object({
    outgoing: v.object({
      conversationId: text,
      recipient: participant,
      windowId: text,
      attempt: v.number(),
    }),
  }),
]);

/** Parses a message of OutgoingQueue. Throws for anything else, because only we write there. */
export function readOutgoingOrder(body: string): OutgoingOrder {
  const read = readAs(order, JSON.parse(body), 'message of OutgoingQueue');
  if ('decide' in read) return { kind: 'decide', messageId: read.decide };
  if ('ask' in read) return { kind: 'ask', mailId: read.ask, attempt: read.attempt };
  const { conversationId, recipient, windowId, attempt } = read.outgoing;
  return { kind: 'send', window: { conversationId, windowId, participant: recipient }, attempt };
}

/** The turn of a message: mails to one person about one conversation go out in sequence. */
export function turnOfOrder(order: OutgoingOrder): string {
  if (order.kind !== 'send') return order.kind === 'decide' ? order.messageId : order.mailId;
  const { conversationId, participant } = order.window;
  return `${conversationId} ${participantKey(participant)}`;
}
