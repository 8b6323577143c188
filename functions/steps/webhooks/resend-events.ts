import type { Clock } from '../ports.ts';
import type { EventStore, ResendOrder, WebhookDelivery, WebhookQueue } from './ports.ts';

/** Deliveries that one queue message restarts, which takes seconds. */
const DELIVERIES_PER_PAGE = 50;

export interface ResendPorts {
  events: EventStore;
  webhookQueue: WebhookQueue;
  clock: Clock;
}

/** Sends one event again, under its id. Undefined: the webhook never got it, or it has expired. */
export async function resendEvent(
  { webhookId, eventId }: { webhookId: string; eventId: string },
  { events, webhookQueue, clock }: ResendPorts,
): Promise<WebhookDelivery | undefined> {
  const delivery = await events.restart(webhookId, eventId, clock.now());
  if (delivery) await webhookQueue.put({ webhookId, eventId, attempts: 0 }, 0);
  return delivery;
}

/** Restarts one page of deliveries, oldest first, and queues the rest as a new message. A killed function leaves its page to the retry. */
export async function resendSince(order: ResendOrder, ports: ResendPorts): Promise<void> {
  const { webhookId, since, until, cursor } = order;
  const page = await ports.events.list(webhookId, {
    from: since,
    until,
    limit: DELIVERIES_PER_PAGE,
    cursor,
  });
  for (const { event } of page.items) {
    await resendEvent({ webhookId, eventId: event.eventId }, ports);
  }
  if (page.cursor !== undefined) {
    await ports.webhookQueue.resend({ ...order, cursor: page.cursor });
  }
}
