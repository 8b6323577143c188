import { describe, expect, it } from 'vitest';
import type {
  AttemptOrder,
  Webhook,
  WebhookDelivery,
} from '../../../functions/steps/webhooks/ports.ts';
import {
  type PublishPorts,
  publishEvent,
} from '../../../functions/steps/webhooks/publish-event.ts';
import {
  announceMessage,
  publishHappenings,
  readWebhooksOnce,
} from '../../../functions/steps/webhooks/publish-happenings.ts';

const AT = '2026-11-22T10:30:00.000Z';
const NOW = Date.parse('2026-11-22T10:30:05.000Z');
const SUBJECT = { type: 'message.created', conversationId: '4', messageId: '4-1' } as const;

/** A webhook subscribed to new messages. */
const webhook = { webhookId: 'chat', events: ['message.created'], createdAt: AT };

interface World {
  webhooks: Partial<Webhook>[];
  /** How often the list of webhooks was read. */
  lists: number;
  /** The deliveries that stand already, by webhook. */
  standing: Map<string, WebhookDelivery>;
  begun: WebhookDelivery[];
  queued: AttemptOrder[];
  busEvents: object[];
  logged: unknown[];
}

const makeWorld = (webhooks: Partial<Webhook>[] = [webhook as Webhook]): World => ({
  webhooks,
  lists: 0,
  standing: new Map(),
  begun: [],
  queued: [],
  busEvents: [],
  logged: [],
});

/** Any other call fails. */
const portsOf = (world: World) =>
  ({
    clock: { now: () => NOW },
    log: {
      info: (line: unknown) => world.logged.push(line),
      error: (line: unknown) => world.logged.push(line),
    },
    webhooks: {
      list: async () => {
        world.lists += 1;
        return world.webhooks;
      },
    },
    events: {
      number: async (_id: string, event: object) => ({ ...event, sequence: 7 }),
      begin: async (delivery: WebhookDelivery) => {
        world.begun.push(delivery);
        return world.standing.get(delivery.webhookId) ?? delivery;
      },
    },
    webhookQueue: { put: async (order: AttemptOrder) => world.queued.push(order) },
    conversations: { findMessage: async () => undefined },
    people: { ownersOf: async () => ({ agentIds: [], userIds: ['carla', 'dora'] }) },
  }) as unknown as PublishPorts & { people: { ownersOf(): Promise<never> } };

describe('publishEvent', () => {
  it('numbers and writes nothing if no webhook wants the event', async () => {
    const asked: string[] = [];
    for (const webhooks of [[], [{ ...webhook, events: ['inbound.held'] }]]) {
      const ports = {
        webhooks: { list: async () => webhooks },
        events: { number: async () => asked.push('number') },
      } as unknown as PublishPorts;
      await publishEvent(SUBJECT, AT, ports);
    }
    expect(asked).toEqual([]);
  });

  it('leaves out a webhook that is disabled', async () => {
    const world = makeWorld([{ ...(webhook as Webhook), disabledAt: AT }]);
    await publishEvent(SUBJECT, AT, portsOf(world));
    expect(world.begun).toEqual([]);
  });

  it('begins one delivery for each webhook, due at once, and queues its first try', async () => {
    const world = makeWorld([webhook as Webhook, { ...(webhook as Webhook), webhookId: 'other' }]);
    await publishEvent(SUBJECT, AT, portsOf(world));
    const at = new Date(NOW).toISOString();
    const [first] = world.begun;
    expect(first).toMatchObject({
      state: 'waiting',
      attempts: 0,
      dueAt: NOW,
      beganAt: at,
      updatedAt: at,
      event: { ...SUBJECT, at: AT, sequence: 7 },
    });
    const eventId = first?.event.eventId;
    expect(world.queued).toEqual(
      ['chat', 'other'].map((webhookId) => ({ webhookId, eventId, attempts: 0, messageId: '4-1' })),
    );
  });

  it('begins no delivery before its webhook, whose clock may be ahead: the event would be dropped', async () => {
    const createdAt = new Date(NOW + 5 * 60_000).toISOString();
    const world = makeWorld([{ ...(webhook as Webhook), createdAt }]);
    await publishEvent(SUBJECT, AT, portsOf(world));
    expect(world.begun).toMatchObject([{ beganAt: createdAt }]);
  });

  it('queues the first try again if none has begun, as the order may be lost, but not after it (S15)', async () => {
    for (const attempts of [0, 1]) {
      const world = makeWorld();
      world.standing.set('chat', { attempts } as WebhookDelivery);
      await publishEvent(SUBJECT, AT, portsOf(world));
      expect(world.queued).toHaveLength(attempts === 0 ? 1 : 0);
    }
  });

  it('drops an event of an erased conversation, and logs that (S19)', async () => {
    const world = makeWorld();
    const ports = portsOf(world);
    ports.events.number = async () => undefined;
    await publishEvent(SUBJECT, AT, ports);
    expect(world.logged).toMatchObject([{ type: 'message.created' }]);
    expect(world.begun).toEqual([]);
  });
});

describe('publishEvent, to an event bus', () => {
  /** Any message stands. */
  const withBus = (world: World, put: (event: object) => Promise<void>) =>
    ({
      ...portsOf(world),
      conversations: { findMessage: async () => ({ attachments: [], text: 'Ciao' }) },
      eventBus: { put },
    }) as unknown as PublishPorts;
  const taking = (world: World) => async (event: object) => void world.busEvents.push(event);

  it('tells the bus also if there is no webhook', async () => {
    const world = makeWorld([]);
    await publishEvent(SUBJECT, AT, withBus(world, taking(world)));
    expect(world.busEvents).toMatchObject([
      { type: 'message.created', at: AT, data: { messageId: '4-1', sequence: 7 } },
    ]);
  });

  it('tells nothing about a message that is gone (S19)', async () => {
    const world = makeWorld([]);
    const ports = { ...portsOf(world), eventBus: { put: taking(world) } };
    await publishEvent(SUBJECT, AT, ports);
    expect(world.busEvents).toEqual([]);
  });

  it('does not hold up the webhooks if the bus is broken, and logs that', async () => {
    const world = makeWorld();
    const broken = async () => {
      throw new Error('no such bus');
    };
    await publishEvent(SUBJECT, AT, withBus(world, broken));
    expect(world.queued).toHaveLength(1);
    expect(world.logged).toMatchObject([{ error: { message: 'no such bus' } }]);
  });
});

describe('announceMessage', () => {
  const announce = async (message: object | undefined) => {
    const world = makeWorld();
    const ports = portsOf(world);
    ports.conversations.findMessage = async () => message as never;
    await announceMessage('4-1', ports);
    return world.begun;
  };

  it('publishes the event that the stream has missed, with the time of the message', async () => {
    const begun = await announce({ conversationId: '4', createdAt: AT });
    expect(begun).toMatchObject([{ event: { ...SUBJECT, at: AT } }]);
  });

  it('publishes nothing about a message that is gone (S19)', async () => {
    expect(await announce(undefined)).toEqual([]);
  });
});

describe('publishHappenings', () => {
  const suppressed = { suppressed: 'carla@kunde.example', at: AT };

  it('tells of a suppressed address once for each user who owns it (S16)', async () => {
    const world = makeWorld([{ webhookId: 'chat', events: ['user.updated'] }]);
    await publishHappenings([suppressed], portsOf(world));
    const told = ['carla', 'dora'].map((userId) => ({
      event: { type: 'user.updated', change: 'suppression', occasion: AT, userId, at: AT },
    }));
    expect(world.begun).toMatchObject(told);
    expect(new Set(world.begun.map(({ event }) => event.eventId)).size).toBe(2);
  });

  it('publishes what one change means in order, and reads the webhooks once for a batch', async () => {
    const world = makeWorld();
    const happenings = ['4-1', '4-2', '4-3'].map((messageId) => ({
      subject: { ...SUBJECT, messageId },
      at: AT,
    }));
    await publishHappenings(happenings, readWebhooksOnce(portsOf(world)));
    expect(world.queued.map(({ messageId }) => messageId)).toEqual(['4-1', '4-2', '4-3']);
    expect(world.lists).toBe(1);
  });
});
