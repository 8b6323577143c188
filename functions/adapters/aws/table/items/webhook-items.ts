import * as z from 'zod/mini';
import { EVENT_TYPES } from '../../../../conversations/event.ts';
import type {
  PipingEvent,
  PlainSecret,
  Webhook,
  WebhookDelivery,
  WebhookSecret,
} from '../../../../steps/webhooks/ports.ts';
import { type ItemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, ITEM_TYPES } from '../keys.ts';
import { participant } from './outgoing-items.ts';
import type { Revised } from './people-items.ts';

const validUntil = z.optional(z.number());

export const webhookItem: ItemKind<Revised<Webhook>> = {
  name: 'webhook',
  type: ITEM_TYPES.webhook,
  schema: objectOf<Revised<Webhook>>({
    webhookId: z.string(),
    url: z.string(),
    events: z.array(z.enum(EVENT_TYPES)),
    secrets: z.array(
      z.union([
        objectOf<WebhookSecret>({ version: z.string(), validUntil }),
        objectOf<PlainSecret>({ secret: z.string(), validUntil }),
      ]),
    ),
    disabledAt: z.optional(z.string()),
    deadDeliveries: z.number(),
    createdAt: z.string(),
    revision: z.number(),
  }),
  expiry: 'never',
};

/** Which event has a number: nothing of what it says. */
export const eventNumberItem: ItemKind<{ eventId: string; sequence: number }> = {
  name: 'number of an event',
  schema: z.object({ eventId: z.string(), sequence: z.number() }),
  expiry: 'with-mail-records',
};

type EventOf<Type> = Extract<PipingEvent, { type: Type }>;

const facts = { eventId: z.string(), at: z.string(), sequence: z.number() };

const event = z.discriminatedUnion('type', [
  z.object({
    ...facts,
    type: z.literal('message.created'),
    conversationId: z.string(),
    messageId: z.string(),
  }),
  z.object({
    ...facts,
    type: z.literal('message.bounced'),
    conversationId: z.string(),
    messageId: z.string(),
    participant,
    reason: z.string(),
  } satisfies Record<keyof EventOf<'message.bounced'>, unknown>),
  z.object({
    ...facts,
    type: z.literal('inbound.held'),
    conversationId: z.optional(z.string()),
    mailId: z.string(),
    reason: z.string(),
  } satisfies Record<keyof EventOf<'inbound.held'>, unknown>),
]);

/** An event on its way to a webhook; listed by when it began. */
export const webhookDeliveryItem: ItemKind<WebhookDelivery> = {
  name: 'delivery to a webhook',
  schema: objectOf<WebhookDelivery>({
    webhookId: z.string(),
    event,
    state: z.enum(['waiting', 'delivered', 'dead', 'dropped']),
    attempts: z.number(),
    dueAt: z.number(),
    status: z.optional(z.number()),
    error: z.optional(z.string()),
    beganAt: z.string(),
    updatedAt: z.string(),
  }),
  index: ({ webhookId, event: { eventId }, beganAt }) => ({
    gsi1pk: INDEX_PARTITIONS.webhookDeliveries(webhookId),
    gsi1sk: `${beganAt}#${eventId}`,
  }),
  // longer than the 24 hours of retries: then what became of an event can still be looked up
  expiry: { days: 30 },
};
