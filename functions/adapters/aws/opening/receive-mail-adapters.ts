import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StaffQuestions } from '../../../steps/asking/ports.ts';
import type { Machine } from '../../../steps/ports.ts';
import type { ReceiveMailPorts } from '../../../steps/receiving/ports.ts';
import { createLongBodies } from '../bucket/long-bodies.ts';
import { createRawMailStore } from '../bucket/raw-mail-store.ts';
import { openS3, openSecrets, openSsm } from '../clients.ts';
import { createOutgoingQueue } from '../queues/outgoing-queue.ts';
import { createSettingsSource } from '../settings/settings-source.ts';
import { createTokenKeySource } from '../settings/token-key-source.ts';
import { createQuestionTable } from '../table/asking/question-table.ts';
import { createConversationTable } from '../table/chatting/conversation-table.ts';
import { createPeopleTable } from '../table/chatting/people-table.ts';
import { createAttachmentStore } from '../table/files/attachment-store.ts';
import type { ItemStore } from '../table/item-store.ts';
import { createInboundTable } from '../table/receiving/inbound-table.ts';
import { createSentMailTable } from '../table/sending/sent-mail-table.ts';
import type { Resources } from './resources.ts';

/** What receiving a mail needs of AWS. */
export function openReceiveMailAdapters(
  { table, bucket, settingsPath, receiving, secretsPrefix }: Resources,
  machine: Machine,
): Omit<ReceiveMailPorts, 'dkim' | 'feedback' | 'questions'> {
  const s3 = openS3();
  return {
    settings: createSettingsSource(openSsm(), settingsPath, { ...machine, receiving }),
    tokenKeys: createTokenKeySource(openSecrets(), `${secretsPrefix}token-keys`, machine),
    // DynamoDB's replicas converge within a second, and a mail that answers something takes longer to arrive
    people: createPeopleTable(table.reading('eventual-if-found')),
    conversations: createConversationTable(table, createLongBodies(s3, bucket)),
    inbound: createInboundTable(table),
    rawMails: createRawMailStore(s3, bucket),
    attachments: createAttachmentStore(s3, bucket, table),
    sentMails: createSentMailTable(table),
    ...machine,
  };
}

/** Questions go through `notify`, which alone may send mail (S22). */
export const openStaffQuestions = (
  sqs: SQSClient,
  outgoingQueueUrl: string,
  table: ItemStore,
): StaffQuestions => {
  const queue = createOutgoingQueue(sqs, outgoingQueueUrl);
  return {
    ask: (mailId) => queue.ask(mailId, { delayMs: 0, attempt: 0 }),
    find: createQuestionTable(table).find,
  };
};
