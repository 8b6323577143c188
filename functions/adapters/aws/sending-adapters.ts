import { openSqs } from './clients.ts';
import { openMailSender } from './email/send-mail.ts';
import { createOutgoingQueue } from './queues/outgoing-queue.ts';

/** The way out: SES at its pace, and the queue for what must wait. */
export const openSendingAdapters = (given: {
  outgoingQueueUrl: string;
  configurationSet: string;
  /** Of this copy of the function. */
  sendsPerSecond: string;
}) => ({
  queue: createOutgoingQueue(openSqs(), given.outgoingQueueUrl),
  sender: openMailSender(given.configurationSet, Number(given.sendsPerSecond)),
  random: Math.random,
});
