import type { Clock, Log } from '../../steps/ports.ts';
import { attachmentKey, readObject } from './bucket/objects.ts';
import { openS3, openSecrets, openSqs } from './clients.ts';
import { openMailSender } from './email/send-mail.ts';
import { type NotificationResources, openFeedbackAdapters } from './feedback-adapters.ts';
import { createOutgoingQueue } from './queues/outgoing-queue.ts';
import { createTokenKeySource } from './settings/token-key-source.ts';
import { createBudgetTable } from './table/notifying/budget-table.ts';
import { createGuestTable } from './table/notifying/guest-table.ts';
import { createOutgoingTable } from './table/notifying/outgoing-table.ts';
import { createQuestionTable } from './table/notifying/question-table.ts';
import { createInboundTable } from './table/receiving/inbound-table.ts';
import { openTable } from './table/table.ts';

export interface SendingResources {
  tableName: string;
  mailRecordDays: number;
  secretsPrefix: string;
  outgoingQueueUrl: string;
  configurationSet: string;
  /** Of this copy of the function. */
  sendsPerSecond: string;
}

/** Everything on AWS that deciding and sending need: the way out is SES at its pace, and the queue for what must wait. */
export function openNotificationAdapters(
  resources: Omit<NotificationResources, 'table'> & SendingResources,
  machine: { clock: Clock; log: Log },
) {
  const table = openTable(resources);
  const files = { s3: openS3(), bucket: resources.bucket };
  const secretId = `${resources.secretsPrefix}token-keys`;
  return {
    ...openFeedbackAdapters({ ...resources, table }, machine),
    inbound: createInboundTable(table),
    questions: createQuestionTable(table),
    guests: createGuestTable(table),
    outgoing: createOutgoingTable(table),
    budget: createBudgetTable(table),
    attachments: { read: (id: string) => readObject(files, attachmentKey(id)) },
    tokenKeys: createTokenKeySource(openSecrets(), secretId, machine),
    queue: createOutgoingQueue(openSqs(), resources.outgoingQueueUrl),
    sender: openMailSender(resources.configurationSet, Number(resources.sendsPerSecond)),
    random: Math.random,
  };
}
