import { ulid } from 'ulid';
import type { Clock, Log } from '../../steps/ports.ts';
import { createApiTokenSource } from './api-token-source.ts';
import { createAttachmentStore, openUploadS3 } from './attachment-store.ts';
import { openSecrets, openSqs } from './clients.ts';
import { createDeliveryTable } from './delivery-table.ts';
import { createErasureQueue } from './erasure-queue.ts';
import { createErasureTable } from './erasure-table.ts';
import { createFeedbackQueue } from './feedback-queue.ts';
import { createIdempotencyTable } from './idempotency-table.ts';
import { createPeopleTable } from './people-table.ts';
import { createPresenceTable } from './presence-table.ts';
import { createRateTable } from './rate-table.ts';
import { openReceiveMailAdapters, type ReceiveMailResources } from './receive-mail-adapters.ts';
import { createWebhookTable } from './webhook-table.ts';

export interface ApiResources extends ReceiveMailResources {
  erasureQueueUrl: string;
  feedbackQueueUrl: string;
}

/** Everything of AWS that the chat API works on. */
export function openApiStores(resources: ApiResources, machine: { clock: Clock; log: Log }) {
  const { table, bucket, secretsPrefix, erasureQueueUrl, feedbackQueueUrl } = resources;
  const sqs = openSqs();
  return {
    ...openReceiveMailAdapters(resources, machine),
    newId: () => ulid(),
    apiTokens: createApiTokenSource(openSecrets(), `${secretsPrefix}api-tokens`, machine),
    rates: createRateTable(table),
    idempotency: createIdempotencyTable(table),
    people: createPeopleTable(table),
    presence: createPresenceTable(table),
    deliveries: createDeliveryTable(table),
    uploads: createAttachmentStore(openUploadS3(), bucket, table),
    erasures: createErasureTable(table),
    erasureQueue: createErasureQueue(sqs, erasureQueueUrl),
    feedback: createFeedbackQueue(sqs, feedbackQueueUrl),
    webhooks: createWebhookTable(table),
  };
}
