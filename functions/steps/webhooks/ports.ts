/** What the steps of webhooks need of the world (docs/openapi.json, Standard Webhooks). */
import type { EventSubject, EventType } from '../../conversations/event.ts';

export interface WebhookSecret {
  /** `"whsec_<base64>"` */
  secret: string;
  /** Epoch milliseconds; undefined: until another takes its place. */
  validUntil?: number;
}

export interface Webhook {
  webhookId: string;
  url: string;
  events: EventType[];
  /** Newest first; the one before stays valid for a while (rotation). */
  secrets: WebhookSecret[];
  /** RFC 3339 UTC; the receiver answered 410 then. */
  disabledAt?: string;
  /** Events that were given up. */
  deadDeliveries: number;
  createdAt: string;
}

export type PipingEvent = EventSubject & {
  /** The same for the same happening, however often the stream tells of it. */
  eventId: string;
  /** RFC 3339 UTC. */
  at: string;
  /** Counts the events of a conversation from 1, without gaps. Events without a conversation count among themselves. */
  sequence: number;
};

/** `waiting` for its time, `delivered`, `dead` after the last try, `dropped`: the webhook or what it is about is gone. */
export type DeliveryState = 'waiting' | 'delivered' | 'dead' | 'dropped';

export interface WebhookDelivery {
  webhookId: string;
  event: PipingEvent;
  state: DeliveryState;
  /** Tries that were begun. */
  attempts: number;
  /** Epoch milliseconds of the next try. */
  dueAt: number;
  /** The last answer's status; undefined: there was none. */
  status?: number;
  /** Why the last try failed. */
  error?: string;
  /** RFC 3339 UTC. */
  beganAt: string;
  updatedAt: string;
}

export interface WebhookStore {
  list(): Promise<Webhook[]>;
  find(webhookId: string): Promise<Webhook | undefined>;
  /** Reads, changes and writes; another writer in between repeats it. */
  change(webhookId: string, change: (before: Webhook | undefined) => Webhook): Promise<Webhook>;
  /** False: there was none. */
  remove(webhookId: string): Promise<boolean>;
  disable(webhookId: string, at: string): Promise<void>;
  /** The last deliveries, newest first. */
  recentDeliveries(webhookId: string, limit: number): Promise<WebhookDelivery[]>;
}

export interface EventStore {
  /** Gives the event its number, once: the same eventId gives the same number. Undefined: its conversation is erased. */
  number(event: Omit<PipingEvent, 'sequence'> & EventSubject): Promise<PipingEvent | undefined>;
  /** Notes that the event is to be delivered; gives what stands there. */
  begin(delivery: WebhookDelivery): Promise<WebhookDelivery>;
  findDelivery(webhookId: string, eventId: string): Promise<WebhookDelivery | undefined>;
  /** Counts one more try and sets when the next one is due, if nobody else did; false: somebody did. */
  claim(delivery: WebhookDelivery, nextDueAt: number, at: string): Promise<boolean>;
  /** What came of a try. A dead one is counted on its webhook. */
  settle(
    delivery: WebhookDelivery,
    result: { state: DeliveryState; status?: number; error?: string },
    at: string,
  ): Promise<void>;
}

export type PostResult =
  | { kind: 'answered'; status: number }
  /** The target is one that we do not call. */
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string };

export interface WebhookSender {
  /** Why this URL can never be called, as far as it shows without DNS; undefined: nothing speaks against it. */
  refusalOf(url: string): string | undefined;
  /** One POST to the checked target: no redirects, a deadline, a bounded answer. */
  post(url: string, headers: Record<string, string>, body: string): Promise<PostResult>;
}

export interface WebhookSigner {
  /** The three headers of Standard Webhooks, signed by each secret. */
  sign(secrets: string[], eventId: string, nowMs: number, body: string): Record<string, string>;
  /** `"whsec_<base64>"` of 32 random octets. */
  newSecret(): string;
}

export interface WebhookQueue {
  put(delivery: { webhookId: string; eventId: string }, delayMs: number): Promise<void>;
}

/** Events for teams that live on EventBridge. */
export interface EventBus {
  put(event: { eventId: string; type: string; at: string; data: object }): Promise<void>;
}
