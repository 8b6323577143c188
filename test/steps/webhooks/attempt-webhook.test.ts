import { describe, expect, it } from 'vitest';
import {
  type AttemptPorts,
  attemptWebhook,
} from '../../../functions/steps/webhooks/attempt-webhook.ts';
import type { AttemptOrder } from '../../../functions/steps/webhooks/ports.ts';
import {
  answering,
  HOUR_MS,
  iso,
  makeWorld,
  NOW,
  ORDER,
  portsOf,
  type World,
} from './fake-webhook.ts';

/** Plays SQS: delivers each order after its delay, 15 minutes at most. */
async function runUntilSettled(world: World): Promise<void> {
  const ports = portsOf(world);
  let order: AttemptOrder = ORDER;
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
    expect(world.alarms).toEqual(['a webhook delivery is given up']);
  });

  it('schedules the next try before it begins this one, so that a killed try is repeated in time', async () => {
    const world: World = makeWorld(() => {
      throw new Error('killed');
    });
    world.delivery.attempts = 5;
    await attemptWebhook({ ...ORDER, attempts: 5 }, portsOf(world)).catch(() => {});
    expect(world.delivery).toMatchObject({ attempts: 6, dueAt: NOW + 300_000 });
  });

  it('keeps status and answer of a failed try, but logs no answer, which may hold anything', async () => {
    const world = makeWorld(() => ({ kind: 'answered', status: 500, text: 'of Carla' }));
    await attemptWebhook(ORDER, portsOf(world));
    expect(world.delivery).toMatchObject({
      status: 500,
      answer: 'of Carla',
      error: 'answered 500',
    });
    expect(world.logged).toEqual([expect.stringContaining('answered 500')]);
    expect(world.logged.join()).not.toContain('Carla');
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
    expect(world.alarms).toContain('a webhook answered 410 and is disabled');
  });

  it('records the 410 before it disables the webhook: a function may be killed in between (S11)', async () => {
    const world = makeWorld(answering(410));
    const ports = portsOf(world);
    const change = () => Promise.reject(new Error('killed'));
    const webhooks = { ...ports.webhooks, change };
    await expect(attemptWebhook(ORDER, { ...ports, webhooks })).rejects.toThrow('killed');
    expect(world.delivery).toMatchObject({ state: 'dead', status: 410 });
  });

  it('keeps the time of the first of two 410', async () => {
    const world: World = makeWorld(() => {
      world.webhook = world.webhook && { ...world.webhook, disabledAt: iso(NOW - HOUR_MS) };
      return { kind: 'answered', status: 410 };
    });
    await runUntilSettled(world);
    expect(world.webhook?.disabledAt).toBe(iso(NOW - HOUR_MS));
  });

  it('drops what waits for a webhook that is disabled or gone', async () => {
    for (const change of [{ disabledAt: iso(NOW) }, undefined]) {
      const world = makeWorld(answering(204));
      world.webhook = world.webhook && change && { ...world.webhook, ...change };
      await runUntilSettled(world);
      expect([world.posts, world.queued, world.delivery.state]).toEqual([[], [], 'dropped']);
    }
  });

  it('deletes what is about an erased person, instead of keeping it as dropped (S19)', async () => {
    const world = makeWorld(answering(204));
    const ports = portsOf(world);
    const findMessage = async () => undefined;
    await attemptWebhook(ORDER, {
      ...ports,
      conversations: { ...ports.conversations, findMessage },
    });
    expect([world.posts, world.queued, world.forgotten]).toEqual([[], [], ['evt_1']]);
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

  it('calls no webhook without a secret, and says how to mend it', async () => {
    const world = makeWorld(answering(204));
    world.vault.clear();
    await attemptWebhook(ORDER, portsOf(world));
    expect(world.posts).toEqual([]);
    expect(world.delivery).toMatchObject({
      state: 'waiting',
      error: expect.stringMatching(/put the webhook again with a secret/),
    });
  });

  it('signs with every secret that is valid, and with none that is not', async () => {
    const world = makeWorld(answering(500));
    await attemptWebhook(ORDER, portsOf(world));
    world.now = NOW + HOUR_MS;
    world.answer = answering(200);
    await attemptWebhook({ ...ORDER, attempts: 1 }, portsOf(world));
    expect(world.posts.map(({ headers }) => headers.secrets)).toEqual(['new old', 'new']);
  });
});
