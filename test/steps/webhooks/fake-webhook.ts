import type { AttemptPorts } from '../../../functions/steps/webhooks/attempt-webhook.ts';
import type {
  AttemptOrder,
  PostResult,
  Webhook,
  WebhookDelivery,
} from '../../../functions/steps/webhooks/ports.ts';

export const NOW = Date.parse('2026-11-03T10:00:00.000Z');
export const HOUR_MS = 3_600_000;
export const ORDER = { webhookId: 'chat', eventId: 'evt_1', attempts: 0 };

/** One delivery of one event to one webhook, in memory. */
export interface World {
  now: number;
  answer: () => PostResult;
  posts: { at: number; headers: Record<string, string>; body: string }[];
  queued: { at: number; delayMs: number; order: AttemptOrder }[];
  delivery: WebhookDelivery;
  /** Event ids of deliveries that were deleted. */
  forgotten: string[];
  webhook: Webhook | undefined;
  /** Secrets by version. */
  vault: Map<string, string>;
  /** What was logged, as text. */
  logged: string[];
  /** Of that, what raises the alarm. */
  alarms: string[];
}

export const iso = (ms: number) => new Date(ms).toISOString();

export const makeWorld = (answer: () => PostResult): World => ({
  now: NOW,
  answer,
  posts: [],
  queued: [],
  forgotten: [],
  logged: [],
  alarms: [],
  vault: new Map([
    ['v-new', 'new'],
    ['v-old', 'old'],
  ]),
  delivery: {
    webhookId: 'chat',
    event: {
      type: 'message.created',
      eventId: 'evt_1',
      messageId: '2457-01',
      conversationId: '2457',
      sequence: 1,
      at: iso(NOW),
    },
    state: 'waiting',
    attempts: 0,
    dueAt: NOW,
    beganAt: iso(NOW),
    updatedAt: iso(NOW),
  },
  webhook: {
    webhookId: 'chat',
    url: 'https://chat.example/hook',
    events: ['message.created'],
    secrets: [{ version: 'v-new' }, { version: 'v-old', validUntil: NOW + HOUR_MS }],
    deadDeliveries: 0,
    createdAt: iso(NOW - HOUR_MS),
  },
});

const notUsed = () => {
  throw new Error('not part of this test');
};

export function portsOf(world: World): AttemptPorts {
  const log = (fields: object, text: string) =>
    world.logged.push(`${text} ${JSON.stringify(fields)}`);
  return {
    clock: { now: () => world.now },
    random: () => 0.5,
    log: {
      info: log,
      warn: log,
      error: (fields, text) => {
        log(fields, text);
        world.alarms.push(text);
      },
    },
    people: { findUser: notUsed },
    suppressions: { among: notUsed },
    conversations: {
      find: notUsed,
      findMessage: async (messageId) => ({
        messageId,
        conversationId: '2457',
        author: { kind: 'user', id: 'carla' },
        channel: 'chat',
        text: 'Ciao',
        attachments: [],
        flags: [],
        createdAt: iso(NOW),
      }),
    },
    deliveries: { list: notUsed },
    inbound: { find: notUsed },
    webhooks: {
      list: notUsed,
      find: async () => world.webhook,
      change: async (_id, change) => {
        const changed = change(world.webhook);
        if (changed) world.webhook = changed;
        return changed;
      },
      remove: notUsed,
    },
    events: {
      number: notUsed,
      begin: notUsed,
      findDelivery: notUsed,
      claim: async ({ attempts }, nowMs, nextDueAt) => {
        const { delivery } = world;
        if (delivery.state !== 'waiting') return { kind: 'settled' };
        if (delivery.attempts !== attempts || delivery.dueAt > nowMs) {
          const waitMs = Math.max(0, delivery.dueAt - nowMs);
          return { kind: 'early', attempts: delivery.attempts, waitMs };
        }
        world.delivery = { ...delivery, attempts: attempts + 1, dueAt: nextDueAt };
        return { kind: 'claimed', delivery: world.delivery };
      },
      recordAttempt: async ({ attempts }, result) => {
        const isLate = attempts !== world.delivery.attempts && result.state !== 'delivered';
        if (world.delivery.state !== 'waiting' || isLate) return false;
        world.delivery = { ...world.delivery, ...result };
        return true;
      },
      forget: async ({ event }) => void world.forgotten.push(event.eventId),
      restart: notUsed,
      list: notUsed,
    },
    secrets: { read: async (_id, version) => world.vault.get(version) },
    webhookQueue: {
      resend: notUsed,
      put: async (order, delayMs) => {
        world.queued.push({ at: world.now, delayMs, order });
      },
    },
    sender: {
      refusalOf: () => undefined,
      post: async (_url, headers, body) => {
        world.posts.push({ at: world.now, headers, body });
        return world.answer();
      },
    },
    signer: {
      newSecret: notUsed,
      sign: (secrets, eventId) => ({ 'webhook-id': eventId, secrets: secrets.join(' ') }),
    },
  };
}

export const answering =
  (status: number): (() => PostResult) =>
  () => ({ kind: 'answered', status });
