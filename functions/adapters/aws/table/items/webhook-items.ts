import * as z from 'zod/mini';
import { EVENT_TYPES, USER_CHANGES } from '../../../../conversations/event.ts';
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

/** Which event has a number at a webhook: nothing of what it says. */
export const eventNumberItem: ItemKind<{ eventId: string; sequence: number }> = {
  name: 'number of an event',
  schema: z.object({ eventId: z.string(), sequence: z.number() }),
  expiry: 'with-mail-records',
};

const facts = { eventId: z.string(), at: z.string(), sequence: z.number() };
const aboutRow = { conversationId: z.string(), messageId: z.string(), participant };
const aboutMail = { conversationId: z.optional(z.string()), mailId: z.string() };

const event: z.ZodMiniType<PipingEvent> = z.discriminatedUnion('type', [
  z.object({ ...facts, type: z.literal('conversation.created'), conversationId: z.string() }),
  z.object({
    ...facts,
    type: z.literal('message.created'),
    conversationId: z.string(),
    messageId: z.string(),
  }),
  z.object({ ...facts, type: z.literal('message.sent'), ...aboutRow }),
  z.object({
    ...facts,
    type: z.enum(['message.failed', 'message.bounced']),
    ...aboutRow,
    reason: z.string(),
  }),
  z.object({ ...facts, type: z.literal('inbound.received'), ...aboutMail }),
  z.object({ ...facts, type: z.literal('inbound.held'), ...aboutMail, reason: z.string() }),
  z.object({ ...facts, type: z.literal('user.created'), userId: z.string() }),
  z.object({
    ...facts,
    type: z.literal('user.updated'),
    userId: z.string(),
    conversationId: z.optional(z.string()),
    change: z.enum(USER_CHANGES),
    occasion: z.string(),
  }),
  z.object({
    ...facts,
    type: z.literal('user.erased'),
    userId: z.string(),
    erasureId: z.string(),
  }),
]);

/** An event on its way to a webhook; listed from its first try on. */
export const webhookDeliveryItem: ItemKind<WebhookDelivery> = {
  name: 'delivery to a webhook',
  schema: objectOf<WebhookDelivery>({
    webhookId: z.string(),
    event,
    state: z.enum(['waiting', 'delivered', 'dead', 'dropped']),
    attempts: z.number(),
    dueAt: z.number(),
    status: z.optional(z.number()),
    answer: z.optional(z.string()),
    error: z.optional(z.string()),
    beganAt: z.string(),
    updatedAt: z.string(),
  }),
  // longer than the 24 hours of retries: then what became of an event can still be looked up
  expiry: { days: 30 },
};

/** Its place in the list, by when it began. */
export const placeOfDelivery = ({ webhookId, event: { eventId }, beganAt }: WebhookDelivery) => ({
  gsi1pk: INDEX_PARTITIONS.webhookDeliveries(webhookId),
  gsi1sk: `${beganAt}#${eventId}`,
});
