import type { Machine } from '../../../steps/ports.ts';
import { attachmentKey, readObject } from '../bucket/objects.ts';
import { openS3, openSecrets, openSqs } from '../clients.ts';
import { openMailSender } from '../email/mail-sender.ts';
import { createOutgoingQueue } from '../queues/outgoing-queue.ts';
import { createTokenKeySource } from '../settings/token-key-source.ts';
import { createQuestionTable } from '../table/asking/question-table.ts';
import { createGuestTable } from '../table/notifying/guest-table.ts';
import { createInboundTable } from '../table/receiving/inbound-table.ts';
import { createBudgetTable } from '../table/sending/budget-table.ts';
import { createWindowTable } from '../table/sending/window-table.ts';
import { openFeedbackAdapters } from './feedback-adapters.ts';
import type { Resources } from './resources.ts';

export interface SendingResources extends Resources {
  outgoingQueueUrl: string;
  configurationSet: string;
  /** The share of this copy of the function. */
  sendsPerSecond: string;
}

/** What deciding and sending need of AWS: SES at its pace, and the queue for what must wait. */
export function openNotificationAdapters(resources: SendingResources, machine: Machine) {
  const { table, bucket, secretsPrefix } = resources;
  const files = { s3: openS3(), bucket };
  return {
    ...openFeedbackAdapters(resources, machine),
    inbound: createInboundTable(table),
    questions: createQuestionTable(table),
    guests: createGuestTable(table),
    windows: createWindowTable(table),
    budget: createBudgetTable(table),
    attachments: { read: (id: string) => readObject(files, attachmentKey(id)) },
    tokenKeys: createTokenKeySource(openSecrets(), `${secretsPrefix}token-keys`, machine),
    queue: createOutgoingQueue(openSqs(), resources.outgoingQueueUrl),
    sender: openMailSender(resources.configurationSet, Number(resources.sendsPerSecond)),
    random: Math.random,
  };
}
