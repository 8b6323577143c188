import { ulid } from 'ulid';
import type { Clock, Log } from '../../steps/ports.ts';
import { createApiTokenSource } from './api-token-source.ts';
import { createAttachmentStore, openUploadS3 } from './attachment-store.ts';
import { createLongBodies } from './body-store.ts';
import { openSecrets, openSqs, openSsm } from './clients.ts';
import { createConversationTable } from './conversation-table.ts';
import { createDeliveryTable } from './delivery-table.ts';
import { createErasureQueue } from './erasure-queue.ts';
import { createErasureTable } from './erasure-table.ts';
import { createIdempotencyTable } from './idempotency-table.ts';
import { createInboundTable } from './inbound-table.ts';
import { createPeopleTable } from './people-table.ts';
import { createPresenceTable } from './presence-table.ts';
import { createRateTable } from './rate-table.ts';
import { createSettingsSource } from './settings-source.ts';
import { openTable } from './table.ts';
import { createTokenKeySource } from './token-key-source.ts';
import { createWebhookTable } from './webhook-table.ts';

export interface ApiPlaces {
  tableName: string;
  bucket: string;
  settingsPath: string;
  secretsPrefix: string;
  erasureQueueUrl: string;
}

/** Every store that the chat API works on. */
export function openApiStores(places: ApiPlaces, runtime: { clock: Clock; log: Log }) {
  const table = openTable(places.tableName);
  const s3 = openUploadS3();
  const secrets = openSecrets();
  const { secretsPrefix } = places;
  return {
    newId: () => ulid(),
    settings: createSettingsSource(openSsm(), places.settingsPath, runtime),
    tokenKeys: createTokenKeySource(secrets, `${secretsPrefix}token-keys`, runtime),
    apiTokens: createApiTokenSource(secrets, `${secretsPrefix}api-tokens`, runtime),
    rates: createRateTable(table),
    idempotency: createIdempotencyTable(table),
    people: createPeopleTable(table),
    presence: createPresenceTable(table),
    conversations: createConversationTable(table, createLongBodies(s3, places.bucket)),
    deliveries: createDeliveryTable(table),
    inbound: createInboundTable(table),
    erasures: createErasureTable(table),
    erasureQueue: createErasureQueue(openSqs(), places.erasureQueueUrl),
    webhooks: createWebhookTable(table),
    uploads: createAttachmentStore(s3, places.bucket, table),
  };
}
