import { describe, expect, it } from 'vitest';
import {
  type AttemptPorts,
  attemptWebhook,
} from '../../../functions/steps/webhooks/attempt-webhook.ts';
import type {
  PostResult,
  TryOrder,
  Webhook,
  WebhookDelivery,
} from '../../../functions/steps/webhooks/ports.ts';

const NOW = Date.parse('2026-11-03T10:00:00.000Z');
const HOUR_MS = 3_600_000;
const ORDER = { webhookId: 'chat', eventId: 'evt_1', attempts: 0 };

interface World {
  now: number;
  answer: () => PostResult;
  posts: { at: number; headers: Record<string, string>; body: string }[];
  queued: { at: number; delayMs: number; order: TryOrder }[];
  delivery: WebhookDelivery;
  webhook: Webhook | undefined;
  /** Secrets by version. */
  vault: Map<string, string>;
}

const iso = (ms: number) => new Date(ms).toISOString();

const makeWorld = (answer: () => PostResult): World => ({
  now: NOW,
  answer,
  posts: [],
  queued: [],
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

function portsOf(world: World): AttemptPorts {
  return {
    clock: { now: () => world.now },
    random: () => 0.5,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    people: { findUser: notUsed },
    suppressions: { details: notUsed },
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
      settle: async ({ attempts }, result) => {
        const isLate = attempts !== world.delivery.attempts && result.state !== 'delivered';
        if (world.delivery.state !== 'waiting' || isLate) return false;
        world.delivery = { ...world.delivery, ...result };
        return true;
      },
      restart: notUsed,
      list: notUsed,
    },
    secrets: {
      read: async (_id, version) => world.vault.get(version),
      put: async (_id, secret) => {
        world.vault.set(`v-${secret}`, secret);
        return `v-${secret}`;
      },
    },
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

const answering =
  (status: number): (() => PostResult) =>
  () => ({ kind: 'answered', status });

/** Plays SQS: delivers each order after its delay, 15 minutes at most. */
async function runUntilSettled(world: World): Promise<void> {
  const ports = portsOf(world);
  let order: TryOrder = ORDER;
  for (let step = 0; step < 500; step += 1) {
    const before = world.queued.length;
    await attemptWebhook(order, ports);
    const last = world.queued.at(-1);
    if (!last || world.queued.length === before) return;
    order = last.order;
    world.now += Math.min(last.delayMs, 900_000);
  }
}

describe('attemptWebhook', () => {
  it('ends with a status of 2xx', async () => {
    const world = makeWorld(answering(204));
    await runUntilSettled(world);
    expect(world.delivery).toMatchObject({ state: 'delivered', status: 204, attempts: 1 });
    expect(world.queued).toEqual([]);
  });

  it('tries again later if a try is already recorded, be it by a repeated call of its own (S15)', async () => {
    const world = makeWorld(answering(204));
    const ports = portsOf(world);
    // the SDK repeats a call whose answer was lost
    const claim: AttemptPorts['events']['claim'] = async (...given) => {
      await ports.events.claim(...given);
      return ports.events.claim(...given);
    };
    await attemptWebhook(ORDER, { ...ports, events: { ...ports.events, claim } });
    expect(world.posts).toHaveLength(0);
    const [again] = world.queued;
    if (!again) throw new Error('nothing was queued');
    world.now += again.delayMs;
    await attemptWebhook(again.order, ports);
    expect(world.delivery).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it.each([301, 302, 307, 400, 404, 500, 503])('treats %i as a failure', async (status) => {
    const world = makeWorld(answering(status));
    await attemptWebhook(ORDER, portsOf(world));
    expect(world.delivery).toMatchObject({ state: 'waiting', status });
    expect(world.queued).toHaveLength(1);
  });

  it('tries again within 30 seconds, then more and more rarely, and gives up after 24 hours', async () => {
    const world = makeWorld(() => ({ kind: 'failed', why: 'ECONNREFUSED' }));
    await runUntilSettled(world);
    const times = world.posts.map(({ at }) => at - NOW);
    expect(times[1]).toBeLessThanOrEqual(30_000);
    expect(times.at(-1)).toBeGreaterThan(23 * HOUR_MS);
    expect(times.at(-1)).toBeLessThanOrEqual(24 * HOUR_MS);
    const pauses = times.slice(1).map((time, index) => time - Number(times[index]));
    expect(pauses).toEqual(pauses.toSorted((left, right) => left - right));
    expect(world.delivery).toMatchObject({ state: 'dead', error: 'ECONNREFUSED' });
  });

  it('counts the pause from the end of a try that was too slow', async () => {
    const ends: number[] = [];
    const world: World = makeWorld(() => {
      world.now += 10_000;
      ends.push(world.now);
      return { kind: 'failed', why: 'no answer within 10 s' };
    });
    await runUntilSettled(world);
    const pauses = world.posts.slice(1).map(({ at }, index) => at - Number(ends[index]));
    expect(pauses.slice(0, 3)).toEqual([5_000, 20_000, 30_000]);
  });

  it('begins no try while another may be running (S15)', async () => {
    const world = makeWorld(answering(500));
    const ports = portsOf(world);
    let posts = 0;
    const post: AttemptPorts['sender']['post'] = async () => {
      posts += 1;
      if (posts > 1) return { kind: 'answered', status: 204 };
      world.now += 9_900;
      // the queue delivers the order twice
      await attemptWebhook({ ...ORDER, attempts: 1 }, ports);
      return { kind: 'answered', status: 500 };
    };
    ports.sender.post = post;
    await attemptWebhook(ORDER, ports);
    expect([posts, world.delivery.state]).toEqual([1, 'waiting']);
  });

  it('queues nothing if a newer try has begun before it ends (S15)', async () => {
    const world = makeWorld(() => {
      world.delivery = { ...world.delivery, attempts: 2, dueAt: NOW + HOUR_MS };
      return { kind: 'answered', status: 500 };
    });
    await attemptWebhook(ORDER, portsOf(world));
    expect(world.delivery).toMatchObject({ attempts: 2, dueAt: NOW + HOUR_MS });
    expect(world.queued).toEqual([]);
  });

  it('keeps the id of the event through all tries', async () => {
    const answers = [500, 500, 200];
    const world = makeWorld(() => ({ kind: 'answered', status: answers.shift() ?? 200 }));
    await runUntilSettled(world);
    expect(world.posts.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill('evt_1'));
    expect(new Set(world.posts.map(({ body }) => body)).size).toBe(1);
  });

  it('waits for the due time when the queue is early', async () => {
    const world = makeWorld(answering(204));
    world.delivery.dueAt = NOW + HOUR_MS;
    await attemptWebhook(ORDER, portsOf(world));
    expect(world.posts).toEqual([]);
    expect(world.queued).toEqual([{ at: NOW, delayMs: HOUR_MS, order: ORDER }]);
  });

  it('begins one try when the queue delivers an order twice (S15)', async () => {
    const world = makeWorld(answering(500));
    const ports = portsOf(world);
    await Promise.all([attemptWebhook(ORDER, ports), attemptWebhook(ORDER, ports)]);
    expect(world.posts).toHaveLength(1);
    expect(world.queued.map(({ order }) => order.attempts)).toEqual([1, 1]);
  });

  it('does nothing for a delivery that is settled or gone', async () => {
    const world = makeWorld(answering(204));
    world.delivery.state = 'delivered';
    await attemptWebhook(ORDER, portsOf(world));
    expect([world.posts, world.queued]).toEqual([[], []]);
  });

  it('disables the webhook at 410', async () => {
    const world = makeWorld(answering(410));
    await runUntilSettled(world);
    expect(world.webhook?.disabledAt).toBe(iso(NOW));
    expect(world.delivery.state).toBe('dead');
    expect(world.posts).toHaveLength(1);
  });

  it('does not disable a webhook that was put again while its receiver answered 410', async () => {
    const world = makeWorld(() => {
      world.webhook = world.webhook && { ...world.webhook, putAt: iso(NOW) };
      return { kind: 'answered', status: 410 };
    });
    await runUntilSettled(world);
    expect(world.webhook).toMatchObject({ putAt: iso(NOW) });
    expect(world.webhook?.disabledAt).toBeUndefined();
    expect(world.delivery.state).toBe('dead');
  });

  it('delivers nothing of a former webhook to a new one under the same id', async () => {
    const world = makeWorld(answering(204));
    world.webhook = world.webhook && { ...world.webhook, createdAt: iso(NOW + 1) };
    await runUntilSettled(world);
    expect([world.posts, world.delivery.state]).toEqual([[], 'dropped']);
  });

  it('moves secrets that are still in the table into the vault', async () => {
    const world = makeWorld(answering(204));
    const former = { secret: 'older', validUntil: NOW + HOUR_MS };
    world.webhook = world.webhook && { ...world.webhook, secrets: [{ secret: 'plain' }, former] };
    await attemptWebhook(ORDER, portsOf(world));
    expect(world.posts.map(({ headers }) => headers.secrets)).toEqual(['plain older']);
    expect(world.webhook?.secrets).toEqual([
      { version: 'v-plain' },
      { version: 'v-older', validUntil: NOW + HOUR_MS },
    ]);
  });

  it('calls no webhook without a secret, and says how to mend it', async () => {
    const world = makeWorld(answering(204));
    world.vault.clear();
    await attemptWebhook(ORDER, portsOf(world));
    expect(world.posts).toEqual([]);
    expect(world.delivery).toMatchObject({
      state: 'waiting',
      error: expect.stringMatching(/put the webhook again/),
    });
  });

  it('signs with every secret that is valid, and with none that is not', async () => {
    const world = makeWorld(answering(500));
    await attemptWebhook(ORDER, portsOf(world));
    world.now = NOW + 2 * HOUR_MS;
    world.answer = answering(200);
    await attemptWebhook({ ...ORDER, attempts: 1 }, portsOf(world));
    expect(world.posts.map(({ headers }) => headers.secrets)).toEqual(['new old', 'new']);
  });
});
