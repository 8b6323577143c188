import { beforeEach, describe, expect, it } from 'vitest';
import type {
  AttemptOrder,
  EventStore,
  ResendOrder,
  WebhookDelivery,
} from '../../../functions/steps/webhooks/ports.ts';
import {
  type ResendPorts,
  resendEvent,
  resendSince,
} from '../../../functions/steps/webhooks/resend-events.ts';

const NOW = Date.parse('2026-11-03T10:00:00.000Z');
const ORDER = { webhookId: 'chat', since: '2026-11-01', until: '2026-11-02' };

/** The webhook's deliveries, by the id of their events. */
let stored: string[];
let queued: AttemptOrder[];
let resent: ResendOrder[];
let asked: Parameters<EventStore['list']>[1][];
beforeEach(() => {
  [stored, queued, resent, asked] = [[], [], [], []];
});

const deliveryOf = (eventId: string) => ({ event: { eventId } }) as WebhookDelivery;

const ports = {
  clock: { now: () => NOW },
  events: {
    restart: async (_id, eventId, nowMs) =>
      stored.includes(eventId) && nowMs === NOW ? deliveryOf(eventId) : undefined,
    list: async (_id, options) => {
      asked.push(options);
      const first = Number(options.cursor ?? 0);
      const end = first + options.limit;
      const page = { items: stored.slice(first, end).map(deliveryOf) };
      return end < stored.length ? { ...page, cursor: `${end}` } : page;
    },
  } as Partial<EventStore> as EventStore,
  webhookQueue: {
    put: async (order) => void queued.push(order),
    resend: async (order) => void resent.push(order),
  },
} satisfies ResendPorts;

describe('resendEvent', () => {
  it('queues the event’s first try anew, under its id', async () => {
    stored = ['evt_1'];
    const delivery = await resendEvent({ webhookId: 'chat', eventId: 'evt_1' }, ports);
    expect(delivery).toEqual(deliveryOf('evt_1'));
    expect(queued).toEqual([{ webhookId: 'chat', eventId: 'evt_1', attempts: 0 }]);
  });

  it('queues nothing for an event that the webhook never got', async () => {
    expect(await resendEvent({ webhookId: 'chat', eventId: 'evt_1' }, ports)).toBeUndefined();
    expect(queued).toEqual([]);
  });
});

describe('resendSince', () => {
  it('restarts 50 deliveries a message, in order, and queues the rest as the next one', async () => {
    stored = Array.from({ length: 120 }, (_, n) => `evt_${n}`);
    await resendSince(ORDER, ports);
    expect(queued.map(({ eventId }) => eventId)).toEqual(stored.slice(0, 50));
    expect(resent).toEqual([{ ...ORDER, cursor: '50' }]);
    for (let order = resent.pop(); order; order = resent.pop()) await resendSince(order, ports);
    expect(queued.map(({ eventId }) => eventId)).toEqual(stored);
    expect(asked.map(({ from, until, limit }) => [from, until, limit])).toEqual(
      Array(3).fill(['2026-11-01', '2026-11-02', 50]),
    );
  });
});
