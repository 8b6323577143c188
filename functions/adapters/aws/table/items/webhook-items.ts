import * as v from 'valibot';
import {
  EVENT_TYPES,
  type EventType,
  USER_CHANGES,
} from '../../../../conversations/events/event.ts';
import type {
  PipingEvent,
  Webhook,
  WebhookDelivery,
  WebhookSecret,
} from '../../../../steps/webhooks/ports.ts';
import { type ItemKind, itemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS } from '../keys.ts';
import { participant } from './people-items.ts';

const secret = objectOf<WebhookSecret>({
  version: v.string(),
  validUntil: v.optional(v.number()),
});

/** Secrets that 0.1.0 put into the table are none: such a webhook waits for a PUT with its secret (docs/decisions/0109). */
const secrets = v.pipe(
  v.array(v.unknown()),
  v.transform((all) => all.filter((one): one is WebhookSecret => v.is(secret, one))),
);

export const webhookItem: ItemKind<Webhook> = {
  name: 'webhook',
  type: 'webhook',
  schema: objectOf<Webhook>({
    webhookId: v.string(),
    url: v.string(),
    events: v.array(v.picklist(EVENT_TYPES)),
    secrets,
    disabledAt: v.optional(v.string()),
    deadDeliveries: v.number(),
    createdAt: v.string(),
    putAt: v.optional(v.string()),
    listensSince: v.optional(v.string()),
  }),
  expiry: 'never',
};

/** The event that has this number at a webhook, without its content. */
export const eventNumberItem = itemKind('number of an event', 'with-mail-records', {
  eventId: v.string(),
  sequence: v.number(),
});

const text = v.string();
const aboutRow = { conversationId: text, messageId: text, participant };
const aboutMail = { conversationId: v.optional(text), mailId: text };
const aboutUser = { conversationId: v.optional(text), change: v.picklist(USER_CHANGES) };

const ofType = <Type extends EventType, Fields extends v.ObjectEntries>(
  type: Type,
  fields: Fields,
) => v.object({ eventId: text, at: text, sequence: v.number(), type: v.literal(type), ...fields });

const event: v.GenericSchema<unknown, PipingEvent> = v.variant('type', [
  ofType('conversation.created', { conversationId: text }),
  ofType('message.created', { conversationId: text, messageId: text }),
  ofType('message.sent', { ...aboutRow, reason: text }),
  ofType('message.failed', { ...aboutRow, reason: text }),
  ofType('message.bounced', { ...aboutRow, reason: text }),
  ofType('inbound.received', aboutMail),
  ofType('inbound.held', { ...aboutMail, reason: text }),
  ofType('user.created', { userId: text }),
  ofType('user.updated', { userId: text, occasion: text, ...aboutUser }),
  ofType('user.erased', { userId: text, erasureId: text }),
]);

/** A delivery of an event to a webhook; in the list from its first attempt on. */
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
  // longer than the 24 hours of retries, so that the result can be looked up afterwards
  expiry: { days: 30 },
};

/** The place in the list, by `beganAt`. */
export const placeOfDelivery = ({ webhookId, event: { eventId }, beganAt }: WebhookDelivery) => ({
  gsi1pk: INDEX_PARTITIONS.webhookDeliveries(webhookId),
  gsi1sk: `${beganAt}#${eventId}`,
});
