import { ulid } from 'ulid';
import type { Machine } from '../../../steps/ports.ts';
import { createLongBodies } from '../bucket/long-bodies.ts';
import { createRawMailLinks, createRawMailStore } from '../bucket/raw-mail-store.ts';
import { openS3, openSecrets, openSqs, openSsm, openUploadS3 } from '../clients.ts';
import { openAccountSuppressions } from '../email/account-suppressions.ts';
import {
  createMailboxRehearser,
  createMailReaderByCall,
  createWebhookTester,
} from '../other-functions.ts';
import { createErasureQueue } from '../queues/erasure-queue.ts';
import { createWebhookQueue } from '../queues/webhook-queue.ts';
import { createApiTokenSource } from '../settings/api-token-source.ts';
import { createMailboxSecretWriter } from '../settings/mailbox-secrets.ts';
import { createSettingParameters, createSettingsSource } from '../settings/settings-source.ts';
import { createTokenKeySource } from '../settings/token-key-source.ts';
import {
  createWebhookSecretRemover,
  createWebhookSecretWriter,
} from '../settings/webhook-secrets.ts';
import { createConversationTable } from '../table/chatting/conversation-table.ts';
import { createIdempotencyTable } from '../table/chatting/idempotency-table.ts';
import { createPeopleTable } from '../table/chatting/people-table.ts';
import { createPresenceTable } from '../table/chatting/presence-table.ts';
import { createRateTable } from '../table/chatting/rate-table.ts';
import { createMailboxLoginTable } from '../table/configuring/mailbox-login-table.ts';
import { createErasureTable } from '../table/erasing/erasure-table.ts';
import { createSuppressionTable } from '../table/feedback/suppression-table.ts';
import { createAttachmentStore } from '../table/files/attachment-store.ts';
import { createDeliveryTable } from '../table/notifying/delivery-table.ts';
import { createMailboxCursorTable } from '../table/polling/mailbox-cursor-table.ts';
import { createInboundTable } from '../table/receiving/inbound-table.ts';
import { createEventTable } from '../table/webhooks/event-table.ts';
import { createWebhookTable } from '../table/webhooks/webhook-table.ts';
import type { Resources } from './resources.ts';

export interface ApiResources extends Resources {
  erasureQueueUrl: string;
  webhookQueueUrl: string;
  pollFunctionName: string;
  deliverFunctionName: string;
  parseFunctionName: string;
  /** Encrypts secrets that are created. @default - the account's key of Secrets Manager */
  secretsKeyArn?: string | undefined;
}

/** What the chat API needs of AWS. */
export function openApiAdapters(resources: ApiResources, machine: Machine) {
  const { table, bucket, secretsPrefix, secretsKeyArn, erasureQueueUrl } = resources;
  const sqs = openSqs();
  const ssm = openSsm();
  const secrets = openSecrets();
  const s3 = openS3();
  const uploadS3 = openUploadS3();
  return {
    ...machine,
    settings: createSettingsSource(ssm, resources.settingsPath, {
      ...machine,
      receiving: resources.receiving,
    }),
    tokenKeys: createTokenKeySource(secrets, `${secretsPrefix}token-keys`, machine),
    conversations: createConversationTable(table, createLongBodies(s3, bucket)),
    inbound: createInboundTable(table),
    rawMails: createRawMailStore(s3, bucket),
    newId: () => ulid(),
    apiTokens: createApiTokenSource(secrets, `${secretsPrefix}api-tokens`, machine),
    rates: createRateTable(table),
    idempotency: createIdempotencyTable(table),
    people: createPeopleTable(table),
    presence: createPresenceTable(table),
    deliveries: createDeliveryTable(table),
    suppressions: createSuppressionTable(table),
    accountSuppressions: openAccountSuppressions(),
    uploads: createAttachmentStore(uploadS3, bucket, table),
    mailReader: createMailReaderByCall(resources.parseFunctionName),
    rawMailLinks: createRawMailLinks(uploadS3, bucket),
    erasures: createErasureTable(table),
    erasureQueue: createErasureQueue(sqs, erasureQueueUrl),
    webhooks: createWebhookTable(table),
    webhookSecrets: {
      ...createWebhookSecretWriter(secrets, secretsPrefix, secretsKeyArn),
      ...createWebhookSecretRemover(secrets, secretsPrefix),
    },
    webhookTester: createWebhookTester(resources.deliverFunctionName),
    events: createEventTable(table),
    webhookQueue: createWebhookQueue(sqs, resources.webhookQueueUrl),
    parameters: createSettingParameters(ssm, resources.settingsPath),
    receiving: resources.receiving,
    mailboxSecrets: createMailboxSecretWriter(secrets, secretsPrefix, secretsKeyArn),
    mailboxLogins: createMailboxLoginTable(table),
    rehearser: createMailboxRehearser(resources.pollFunctionName),
    mailboxCursors: createMailboxCursorTable(table),
  };
}
