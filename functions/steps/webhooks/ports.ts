/** What the steps of webhooks need of the world (docs/openapi.json, Standard Webhooks). */
import type { EventSubject, EventType } from '../../conversations/event.ts';
import type { Page } from '../ports.ts';

/** A secret that signs, or the one that it took the place of. */
export interface WebhookSecret {
  /** Which version of the webhook's secret in the vault. Equal secrets of one webhook have equal versions. */
  version: string;
  /** Epoch milliseconds; undefined: until another takes its place. */
  validUntil?: number;
}

/** A secret as it stood in the table up to version 0.1.0: `"whsec_<base64>"`. */
export interface PlainSecret {
  secret: string;
  validUntil?: number;
}

export interface Webhook {
  webhookId: string;
  url: string;
  events: EventType[];
  /** Newest first; the one before stays valid for a while (rotation). */
  secrets: (WebhookSecret | PlainSecret)[];
  /** RFC 3339 UTC; the receiver answered 410 then. */
  disabledAt?: string;
  /** Events that were given up. */
  deadDeliveries: number;
  createdAt: string;
  /** RFC 3339 UTC of the last put; undefined: nobody has put it since this is noted. */
  putAt?: string;
}

export type UnnumberedEvent = EventSubject & {
  /** The same for the same happening, however often the stream tells of it. */
  eventId: string;
  /** RFC 3339 UTC. */
  at: string;
};

export type PipingEvent = UnnumberedEvent & {
  /** Counts what the webhook is told of a conversation (else of a user, else of all others) from 1, without gaps. */
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
  /** The beginning of the last answer's text. */
  answer?: string;
  /** Why the last try failed. */
  error?: string;
  /** RFC 3339 UTC. */
  beganAt: string;
  updatedAt: string;
}

export interface WebhookStore {
  list(): Promise<Webhook[]>;
  find(webhookId: string): Promise<Webhook | undefined>;
  /** Reads, changes and writes; another writer in between repeats it. A change to undefined writes nothing. */
  change(
    webhookId: string,
    change: (before: Webhook | undefined) => Webhook | undefined,
  ): Promise<Webhook | undefined>;
  /** False: there was none. */
  remove(webhookId: string): Promise<boolean>;
}

export type TryClaim =
  | { kind: 'claimed'; delivery: WebhookDelivery }
  /** Not due yet, or somebody else has begun this try: `attempts` are begun. */
  | { kind: 'early'; attempts: number; waitMs: number }
  /** Nothing more happens to the delivery, or it is gone. */
  | { kind: 'settled' };

export interface EventStore {
  /** Gives the event its number at the webhook, once: the same eventId gives the same number. Undefined: its conversation or user is erased. */
  number(webhookId: string, event: UnnumberedEvent): Promise<PipingEvent | undefined>;
  /** Notes that the event is to be delivered; gives what stands there. */
  begin(delivery: WebhookDelivery): Promise<WebhookDelivery>;
  findDelivery(webhookId: string, eventId: string): Promise<WebhookDelivery | undefined>;
  /** Counts one more try and sets when the next one is due, if this one is and nobody else has begun it. */
  claim(order: TryOrder, nowMs: number, nextDueAt: number): Promise<TryClaim>;
  /**
   * What came of a try, and when the next one is due. A dead one is counted on its webhook. False: the delivery is not this try's any more. Once
   * another try has begun, or all of it anew, only a success counts.
   */
  settle(
    delivery: WebhookDelivery,
    result: {
      state: DeliveryState;
      dueAt?: number;
      status?: number;
      answer?: string;
      error?: string;
    },
    at: string,
  ): Promise<boolean>;
  /** Begins the delivery anew, whatever came of it; undefined: there is none. */
  restart(webhookId: string, eventId: string, nowMs: number): Promise<WebhookDelivery | undefined>;
  /** Deliveries that were tried, by when they began; `from` and `until` are RFC 3339. */
  list(
    webhookId: string,
    options: {
      from?: string;
      until?: string;
      isNewestFirst?: boolean;
      limit: number;
      cursor?: string | undefined;
    },
  ): Promise<Page<WebhookDelivery>>;
}

export type PostResult =
  /** `text`: how the answer began. */
  | { kind: 'answered'; status: number; text?: string }
  /** The target is one that we do not call. */
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string };

export interface WebhookSender {
  /** Why this URL is not taken for a webhook, as far as it shows without DNS; undefined: nothing speaks against it. */
  refusalOf(url: string): string | undefined;
  /** One POST to the checked target: no redirects, a deadline, a bounded answer. */
  post(url: string, headers: Record<string, string>, body: string): Promise<PostResult>;
}

/** Where secrets of webhooks are put. Who writes them cannot read them. */
export interface WebhookSecretWriter {
  /** Gives the secret's version; the same secret again changes nothing. */
  put(webhookId: string, secret: string): Promise<string>;
}

export interface WebhookSecretRemover {
  /** Nothing happens where there is none. */
  remove(webhookId: string): Promise<void>;
}

export interface WebhookSecretReader {
  /** `"whsec_<base64>"`, or any other text that a team gave; undefined: it is gone. */
  read(webhookId: string, version: string): Promise<string | undefined>;
}

export interface TestResult {
  eventId: string;
  delivered: boolean;
  status?: number;
  error?: string;
}

/** Lets who may read the secrets post one event of the type `webhook.test`, now and once, and tells what came of it. */
export interface WebhookTester {
  /** Undefined: there is no such webhook. */
  test(webhookId: string, eventId: string): Promise<TestResult | undefined>;
}

export interface WebhookSigner {
  /** The three headers of Standard Webhooks, signed by each secret. */
  sign(secrets: string[], eventId: string, nowMs: number, body: string): Record<string, string>;
  /** `"whsec_<base64>"` of 32 random octets. */
  newSecret(): string;
}

/** Every event of a webhook that began in a time, RFC 3339 UTC. */
export interface ResendOrder {
  webhookId: string;
  since: string;
  until: string;
  /** Where the former page ended. */
  cursor?: string | undefined;
}

/** One try of one delivery. */
export interface TryOrder {
  webhookId: string;
  eventId: string;
  /** Tries that were begun before this one. */
  attempts: number;
  /** The message that the event tells of, to be read while the delivery is claimed; where it is not said, the delivery leads to it. */
  messageId?: string | undefined;
}

export interface WebhookQueue {
  put(order: TryOrder, delayMs: number): Promise<void>;
  resend(order: ResendOrder): Promise<void>;
}

/** Events for teams that live on EventBridge. */
export interface EventBus {
  put(event: { eventId: string; type: string; at: string; data: object }): Promise<void>;
}

/** What the table tells of. */
export type Happening =
  | { subject: EventSubject; at: string }
  /** Whose the address is, nobody has said. */
  | { suppressed: string; at: string };
