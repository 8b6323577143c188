import type { PipingEvent, Webhook, WebhookDelivery } from '../../../../steps/webhooks/ports.ts';
import { ITEM_TYPES, keys } from '../keys.ts';

type Item = Record<string, unknown>;

/** Longer than the 24 hours of retries: then what became of an event can still be looked up. */
const KEPT_SECONDS = 30 * 86_400;
const expiresAt = (at: string) => Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS;

export const webhookItem = (webhook: Webhook, revision: number): Item => ({
  ...keys.webhook(webhook.webhookId),
  type: ITEM_TYPES.webhook,
  revision,
  ...webhook,
});

export function readWebhook(item: Item): Webhook {
  const { pk: _pk, sk: _sk, type: _type, revision: _revision, ...webhook } = item;
  return webhook as unknown as Webhook;
}

export const eventItem = ({ type, ...event }: PipingEvent): Item => ({
  ...keys.event(event.eventId),
  ...event,
  eventType: type,
  expiresAt: expiresAt(event.at),
});

export function readEvent(item: Item): PipingEvent {
  const { pk: _pk, sk: _sk, eventType: type, expiresAt: _expiresAt, ...event } = item;
  return { ...event, type } as unknown as PipingEvent;
}

/** Deliveries of a webhook are listed by when they last changed. */
export const deliveriesPartition = (webhookId: string) => `WEBHOOK-DELIVERIES#${webhookId}`;
export const deliverySortKey = ({ eventId }: { eventId: string }, at: string) => `${at}#${eventId}`;

export const webhookDeliveryItem = ({ type, ...delivery }: WebhookDelivery): Item => ({
  ...keys.webhookDelivery(delivery.webhookId, delivery.eventId),
  gsi1pk: deliveriesPartition(delivery.webhookId),
  gsi1sk: deliverySortKey(delivery, delivery.updatedAt),
  ...delivery,
  eventType: type,
  expiresAt: expiresAt(delivery.updatedAt),
});

export function readWebhookDelivery(item: Item): WebhookDelivery {
  const { pk: _pk, sk: _sk, gsi1pk: _p, gsi1sk: _s, eventType, expiresAt: _e, ...rest } = item;
  return { ...rest, type: eventType } as unknown as WebhookDelivery;
}
