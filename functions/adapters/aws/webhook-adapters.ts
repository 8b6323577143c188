import { z } from 'zod';
import { createLongBodies } from './bucket/body-store.ts';
import { openS3 } from './clients.ts';
import { createConversationTable } from './table/chatting/conversation-table.ts';
import type { ItemStore } from './table/item-store.ts';
import { createDeliveryTable } from './table/notifying/delivery-table.ts';
import { createInboundTable } from './table/receiving/inbound-table.ts';
import { createEventTable } from './table/webhooks/event-table.ts';
import { createWebhookTable } from './table/webhooks/webhook-table.ts';

/** What deliver-webhooks reads and writes in the table. */
export function openWebhookAdapters(table: ItemStore, bucket: string) {
  return {
    conversations: createConversationTable(table, createLongBodies(openS3(), bucket)),
    deliveries: createDeliveryTable(table),
    inbound: createInboundTable(table),
    events: createEventTable(table),
    webhooks: createWebhookTable(table),
  };
}

const queued = z.object({ webhookId: z.string(), eventId: z.string() });

/** The body of a message of WebhookQueue. */
export const readQueuedDelivery = (body: string) => queued.parse(JSON.parse(body));
