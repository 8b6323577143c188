/** Ports of the webhook steps (docs/openapi.json, Standard Webhooks). */
import type { EventSubject, EventType } from '../../conversations/events/event.ts';
import type { Page, PageOptions } from '../ports.ts';

/** A secret that signs: the current one, or the one it replaced. */
export interface WebhookSecret {
  /** The version of the webhook's secret in Secrets Manager. Equal secrets of one webhook have equal versions. */
  version: string;
  /** Epoch milliseconds; undefined: until it is replaced. */
  validUntil?: number;
}

export interface Webhook {
  webhookId: string;
  url: string;
  events: EventType[];
  /** Newest first; the former secret stays valid for a while (rotation). */
  secrets: WebhookSecret[];
  /** RFC 3339 UTC; when the receiver answered 410, or since when it has no secret yet, because its first PUT was not finished. */
  disabledAt?: string;
  /** Number of deliveries that were given up. */
  deadDeliveries: number;
  createdAt: string;
  /** RFC 3339 UTC of the last PUT; undefined: before this was recorded. */
  putAt?: string;
  /** RFC 3339 UTC of the PUT since which it has been in service with all its `events`; undefined: since `createdAt`. */
  listensSince?: string;
}

export type UnnumberedEvent = EventSubject & {
  /** Deterministic: the same happening has the same id, however often the stream delivers it. */
  eventId: string;
  /** RFC 3339 UTC. */
  at: string;
};

export type PipingEvent = UnnumberedEvent & {
  /**
   * The event's number at this webhook, from 1 without gaps; counted for each conversation, else for each user, else for all other events.
   */
  sequence: number;
};

/** `waiting` for its due time; `delivered`; `dead` after the last attempt; `dropped`: the webhook is gone or disabled. */
export type DeliveryState = 'waiting' | 'delivered' | 'dead' | 'dropped';

export interface WebhookDelivery {
  webhookId: string;
  event: PipingEvent;
  state: DeliveryState;
  /** Attempts that were begun. */
  attempts: number;
  /** Epoch milliseconds of the next attempt. */
  dueAt: number;
  /** HTTP status of the last answer; undefined: none came. */
  status?: number;
  /** The beginning of the last answer's text. */
  answer?: string;
  /** Why the last attempt failed. */
  error?: string;
  /** RFC 3339 UTC. */
  beganAt: string;
  updatedAt: string;
}

export interface WebhookStore {
  list(): Promise<Webhook[]>;
  find(webhookId: string): Promise<Webhook | undefined>;
  /** Reads, changes and writes; repeats if another writer came between. Writes nothing if `change` returns undefined. */
  change(
    webhookId: string,
    change: (before: Webhook | undefined) => Webhook | undefined,
  ): Promise<Webhook | undefined>;
  /** False: it was put again since it was read, or is gone. */
  remove(webhook: Pick<Webhook, 'webhookId' | 'putAt'>): Promise<boolean>;
}

export type AttemptClaim =
  | { kind: 'claimed'; delivery: WebhookDelivery }
  /** Not due yet, or another call has begun this attempt; `attempts` were begun so far. */
  | { kind: 'early'; attempts: number; waitMs: number }
  /** The delivery has ended, or is gone. */
  | { kind: 'settled' };

/** What became of an attempt; `dueAt`: when the next one is due. */
export type AttemptResult = Pick<WebhookDelivery, 'state' | 'status' | 'answer' | 'error'> & {
  dueAt?: number;
};

export interface EventStore {
  /**
   * Numbers the event at the webhook. Idempotent: the same eventId keeps its number, however much later `nowMs` (epoch milliseconds) is.
   * Undefined: its conversation or user is erased.
   */
  number(
    webhookId: string,
    event: UnnumberedEvent,
    nowMs: number,
  ): Promise<PipingEvent | undefined>;
  /** Stores the delivery, unless it exists; returns the stored one. */
  begin(delivery: WebhookDelivery): Promise<WebhookDelivery>;
  findDelivery(webhookId: string, eventId: string): Promise<WebhookDelivery | undefined>;
  /** Counts one more attempt and sets when the next is due, if this one is due and no other call has begun it. */
  claim(order: AttemptOrder, nowMs: number, nextDueAt: number): Promise<AttemptClaim>;
  /**
   * Records the result of an attempt, and when the next one is due. A `dead` delivery is counted on its webhook. False: nothing was
   * recorded, because the delivery has ended, or another attempt or a resend has begun; after that only a success is still recorded.
   */
  recordAttempt(delivery: WebhookDelivery, result: AttemptResult, at: string): Promise<boolean>;
  /** Deletes the delivery of an event whose subject is erased (S19). */
  forget(delivery: WebhookDelivery): Promise<void>;
  /** Starts the delivery again, whatever its state; undefined: no such delivery. */
  restart(webhookId: string, eventId: string, nowMs: number): Promise<WebhookDelivery | undefined>;
  /** Deliveries with at least one attempt, by `beganAt`; `from` and `until` are RFC 3339. */
  list(
    webhookId: string,
    options: PageOptions & { from?: string; until?: string; isNewestFirst?: boolean },
  ): Promise<Page<WebhookDelivery>>;
}

export type PostResult =
  /** `text`: the beginning of the answer. */
  | { kind: 'answered'; status: number; text?: string }
  /** We do not call this target. */
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string };

export interface WebhookSender {
  /** Why this URL is refused, as far as it can be told without DNS; undefined: it is acceptable. */
  refusalOf(url: string): string | undefined;
  /** One POST to the checked target: no redirects, a deadline, a bounded answer. */
  post(url: string, headers: Record<string, string>, body: string): Promise<PostResult>;
}

/** Stores webhook secrets. A function that writes them cannot read them. */
export interface WebhookSecretWriter {
  /** Returns the secret's version. Idempotent: the same secret again changes nothing. */
  put(webhookId: string, secret: string): Promise<string>;
}

export interface WebhookSecretRemover {
  /** Does nothing if there is none. */
  remove(webhookId: string): Promise<void>;
}

export interface WebhookSecretReader {
  /** `"whsec_<base64>"`, or any text that a team gave; undefined: it is gone. */
  read(webhookId: string, version: string): Promise<string | undefined>;
}

export interface TestResult {
  eventId: string;
  delivered: boolean;
  status?: number;
  error?: string;
}

/** Has the function that can read the secrets POST one `webhook.test` event, once, and returns its outcome. */
export interface WebhookTester {
  /** Undefined: no such webhook. */
  test(webhookId: string, eventId: string): Promise<TestResult | undefined>;
}

export interface WebhookSigner {
  /** The three headers of Standard Webhooks, with a signature by each secret. */
  sign(secrets: string[], eventId: string, nowMs: number, body: string): Record<string, string>;
  /** `"whsec_<base64>"` of 32 random octets. */
  newSecret(): string;
}

/** Orders a resend of every event of a webhook that began in this time, RFC 3339 UTC. */
export interface ResendOrder {
  webhookId: string;
  since: string;
  until: string;
  /** Where the previous page ended. */
  cursor?: string | undefined;
}

/** Orders one attempt of one delivery. */
export interface AttemptOrder {
  webhookId: string;
  eventId: string;
  /** Attempts begun before this one. */
  attempts: number;
  /** The event's message, so that it can be read while the delivery is claimed. If undefined, it is found through the delivery. */
  messageId?: string | undefined;
}

export interface WebhookQueue {
  put(order: AttemptOrder, delayMs: number): Promise<void>;
  resend(order: ResendOrder): Promise<void>;
}

/** For teams that use EventBridge. */
export interface EventBus {
  put(event: { eventId: string; type: string; at: string; data: object }): Promise<void>;
}

/** What a change in the table means for webhooks. */
export type Happening =
  | { subject: EventSubject; at: string }
  /** A suppressed address; whose it is must still be looked up. */
  | { suppressed: string; at: string };
