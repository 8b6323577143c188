import { createLongBodies } from '../bucket/long-bodies.ts';
import { openS3, openSecrets, openSqs } from '../clients.ts';
import { openEventBus } from '../queues/event-bus.ts';
import { createWebhookQueue } from '../queues/webhook-queue.ts';
import { createWebhookSecretReader } from '../settings/webhook-secrets.ts';
import { createConversationTable } from '../table/chatting/conversation-table.ts';
import { createPeopleTable } from '../table/chatting/people-table.ts';
import { createSuppressionTable } from '../table/feedback/suppression-table.ts';
import { createDeliveryTable } from '../table/notifying/delivery-table.ts';
import { createInboundTable } from '../table/receiving/inbound-table.ts';
import { createEventTable } from '../table/webhooks/event-table.ts';
import { createWebhookTable } from '../table/webhooks/webhook-table.ts';
import type { Resources } from './resources.ts';

export interface WebhookResources extends Resources {
  webhookQueueUrl: string;
  /** Undefined: no event bus is configured. */
  eventBusName: string | undefined;
}

/** What deliver-webhooks needs of AWS. */
export function openWebhookAdapters(resources: WebhookResources) {
  const { table, bucket, secretsPrefix, webhookQueueUrl, eventBusName } = resources;
  const ifFound = table.reading('eventual-if-found');
  const bodies = createLongBodies(openS3(), bucket);
  return {
    // events show the newest state, so reads are consistent; only messages never change
    conversations: {
      ...createConversationTable(table, bodies),
      findMessage: createConversationTable(ifFound, bodies).findMessage,
    },
    people: createPeopleTable(table),
    suppressions: createSuppressionTable(table),
    deliveries: createDeliveryTable(table),
    inbound: createInboundTable(table),
    events: createEventTable(table),
    // the list of listeners may be a second old, even an empty one
    webhooks: {
      ...createWebhookTable(ifFound),
      list: createWebhookTable(table.reading('eventual')).list,
    },
    secrets: createWebhookSecretReader(openSecrets(), secretsPrefix),
    webhookQueue: createWebhookQueue(openSqs(), webhookQueueUrl),
    eventBus: openEventBus(eventBusName),
  };
}
