import type { EventSubject, EventType } from '../../conversations/events/event.ts';
import { eventIdOf } from '../../conversations/events/event-id.ts';
import type { Machine } from '../ports.ts';
import { type EventSources, eventData } from './event-body.ts';
import type {
  EventBus,
  EventStore,
  UnnumberedEvent,
  Webhook,
  WebhookDelivery,
  WebhookQueue,
  WebhookStore,
} from './ports.ts';

export interface PublishPorts extends EventSources, Machine {
  events: EventStore;
  webhooks: WebhookStore;
  webhookQueue: WebhookQueue;
  /** Undefined: no event bus is configured. */
  eventBus?: EventBus;
}

/** The enabled webhooks that subscribe to this type. */
export const listenersOf = (type: EventType, webhooks: Webhook[]): Webhook[] =>
  webhooks.filter(({ events, disabledAt }) => disabledAt === undefined && events.includes(type));

/** The event bus is numbered like one more webhook, under an id that no webhook can have. */
const EVENT_BUS = '*';

/** Numbers an event and queues its delivery to every webhook that subscribes to it. Idempotent: the same happening is one event. */
export async function publishEvent(
  subject: EventSubject,
  at: string,
  ports: PublishPorts,
): Promise<void> {
  const webhooks = listenersOf(subject.type, await ports.webhooks.list());
  // without a listener no number is used: each listener counts its own
  if (webhooks.length === 0 && !ports.eventBus) return;
  const event = { ...subject, eventId: eventIdOf(subject), at };
  for (const webhook of webhooks) await beginDelivery(webhook, event, ports);
  await tellBus(event, ports);
}

/** The event with its number at the webhook; undefined: its person is erased. */
async function numbered(webhookId: string, event: UnnumberedEvent, ports: PublishPorts) {
  const found = await ports.events.number(webhookId, event, ports.clock.now());
  const { eventId, type } = event;
  if (!found) ports.log.info({ eventId, type }, 'an event of an erased person is dropped');
  return found;
}

async function beginDelivery(
  { webhookId, createdAt }: Webhook,
  happened: UnnumberedEvent,
  ports: PublishPorts,
): Promise<void> {
  const { events, webhookQueue, clock } = ports;
  const event = await numbered(webhookId, happened, ports);
  if (!event) return;
  const nowMs = clock.now();
  const at = new Date(nowMs).toISOString();
  const fresh: WebhookDelivery = {
    webhookId,
    event,
    state: 'waiting',
    attempts: 0,
    dueAt: nowMs,
    // two functions' clocks differ, and what began before its webhook counts as another's (`isWanted`)
    beganAt: at < createdAt ? createdAt : at,
    updatedAt: at,
  };
  const standing = await events.begin(fresh);
  // queued again only if no attempt has begun: the order may have been lost between table and queue
  if (standing.attempts > 0) return;
  const messageId = event.type === 'message.created' ? event.messageId : undefined;
  await webhookQueue.put({ webhookId, eventId: event.eventId, attempts: 0, messageId }, 0);
}

/** The SDK retries by itself. A broken or missing bus does not hold up the webhooks; an alarm reports it. */
async function tellBus(happened: UnnumberedEvent, ports: PublishPorts): Promise<void> {
  if (!ports.eventBus) return;
  const event = await numbered(EVENT_BUS, happened, ports);
  const data = event && (await eventData(event, ports));
  if (!event || !data) return;
  const { eventId, type, at } = event;
  try {
    await ports.eventBus.put({ eventId, type, at, data });
  } catch (error) {
    ports.log.error({ error, eventId }, 'an event did not reach the event bus');
  }
}
