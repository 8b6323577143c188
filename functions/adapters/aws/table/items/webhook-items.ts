import * as v from 'valibot';
import { EVENT_TYPES, USER_CHANGES } from '../../../../conversations/event.ts';
import type {
  PipingEvent,
  PlainSecret,
  Webhook,
  WebhookDelivery,
  WebhookSecret,
} from '../../../../steps/webhooks/ports.ts';
import { type ItemKind, itemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, ITEM_TYPES } from '../keys.ts';
import { participant } from './outgoing-items.ts';

const validUntil = v.optional(v.number());

export const webhookItem: ItemKind<Webhook> = {
  name: 'webhook',
  type: ITEM_TYPES.webhook,
  schema: objectOf<Webhook>({
    webhookId: v.string(),
    url: v.string(),
    events: v.array(v.picklist(EVENT_TYPES)),
    secrets: v.array(
      v.union([
        objectOf<WebhookSecret>({ version: v.string(), validUntil }),
        objectOf<PlainSecret>({ secret: v.string(), validUntil }),
      ]),
    ),
    disabledAt: v.optional(v.string()),
    deadDeliveries: v.number(),
    createdAt: v.string(),
    putAt: v.optional(v.string()),
  }),
  expiry: 'never',
};

/** Which event has a number at a webhook: nothing of what it says. */
export const eventNumberItem = itemKind('number of an event', 'with-mail-records', {
  eventId: v.string(),
  sequence: v.number(),
});

const facts = { eventId: v.string(), at: v.string(), sequence: v.number() };
const aboutRow = { conversationId: v.string(), messageId: v.string(), participant };
const aboutMail = { conversationId: v.optional(v.string()), mailId: v.string() };

const event: v.GenericSchema<unknown, PipingEvent> = v.variant('type', [
  v.object({ ...facts, type: v.literal('conversation.created'), conversationId: v.string() }),
  v.object({
    ...facts,
    type: v.literal('message.created'),
    conversationId: v.string(),
    messageId: v.string(),
  }),
  v.object({ ...facts, type: v.literal('message.sent'), ...aboutRow }),
  v.object({
    ...facts,
    type: v.picklist(['message.failed', 'message.bounced']),
    ...aboutRow,
    reason: v.string(),
  }),
  v.object({ ...facts, type: v.literal('inbound.received'), ...aboutMail }),
  v.object({ ...facts, type: v.literal('inbound.held'), ...aboutMail, reason: v.string() }),
  v.object({ ...facts, type: v.literal('user.created'), userId: v.string() }),
  v.object({
    ...facts,
    type: v.literal('user.updated'),
    userId: v.string(),
    conversationId: v.optional(v.string()),
    change: v.picklist(USER_CHANGES),
    occasion: v.string(),
  }),
  v.object({
    ...facts,
    type: v.literal('user.erased'),
    userId: v.string(),
    erasureId: v.string(),
  }),
]);

/** An event on its way to a webhook; listed from its first try on. */
export const webhookDeliveryItem: ItemKind<WebhookDelivery> = {
  name: 'delivery to a webhook',
  schema: objectOf<WebhookDelivery>({
    webhookId: v.string(),
    event,
    state: v.picklist(['waiting', 'delivered', 'dead', 'dropped']),
    attempts: v.number(),
    dueAt: v.number(),
    status: v.optional(v.number()),
    answer: v.optional(v.string()),
    error: v.optional(v.string()),
    beganAt: v.string(),
    updatedAt: v.string(),
  }),
  // longer than the 24 hours of retries: then what became of an event can still be looked up
  expiry: { days: 30 },
};

/** Its place in the list, by when it began. */
export const placeOfDelivery = ({ webhookId, event: { eventId }, beganAt }: WebhookDelivery) => ({
  gsi1pk: INDEX_PARTITIONS.webhookDeliveries(webhookId),
  gsi1sk: `${beganAt}#${eventId}`,
});
