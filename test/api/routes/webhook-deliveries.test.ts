import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResendOrder } from '../../../functions/steps/webhooks/ports.ts';
import { publishEvent } from '../../../functions/steps/webhooks/publish-event.ts';
import { resendSince } from '../../../functions/steps/webhooks/resend-events.ts';
import { startApi, type TestApi } from '../../support/start-api.ts';

const AT = '2026-05-04T08:00:00.000Z';

let test: TestApi;
const queued: string[] = [];
const orders: ResendOrder[] = [];
beforeAll(async () => {
  test = await startApi({
    webhookQueue: {
      put: async ({ eventId }) => void queued.push(eventId),
      resend: async (order) => void orders.push(order),
    },
  });
  await test.call('PUT', '/v1/users/carla', { name: 'Carla' });
});
afterAll(() => test?.stop());

/** A webhook with one failed delivery for each of these messages. */
async function toldWebhook(webhookId: string, texts: string[]) {
  const url = 'http://127.0.0.1:9/hook';
  await test.call('PUT', `/v1/webhooks/${webhookId}`, { url, events: ['message.created'] });
  const { body } = await test.call('POST', '/v1/conversations', { userId: 'carla' });
  const { conversationId } = body;
  for (const text of texts) {
    const message = { author: { kind: 'user' }, text };
    const path = `/v1/conversations/${conversationId}/messages`;
    const { messageId } = (await test.call('POST', path, message)).body;
    await publishEvent({ type: 'message.created', conversationId, messageId }, AT, test.ports);
  }
  // each after one try
  for (const eventId of new Set(queued)) {
    const delivery = await test.ports.events.findDelivery(webhookId, eventId);
    const outcome = { state: 'dead', status: 500, answer: 'no', error: 'answered 500' } as const;
    if (delivery) await test.ports.events.recordAttempt(delivery, outcome, AT);
  }
  queued.length = 0;
}

const listed = async (webhookId: string, query = '') =>
  (await test.call('GET', `/v1/webhooks/${webhookId}/deliveries${query}`)).body;

describe('GET /v1/webhooks/{webhookId}/deliveries', () => {
  it('shows body, status and answer of each event, newest first, page by page', async () => {
    await toldWebhook('shown', ['one', 'two', 'three']);
    const first = await listed('shown', '?limit=2');
    const rest = await listed('shown', `?limit=2&cursor=${first.cursor}`);
    const all = [...first.deliveries, ...rest.deliveries];
    expect(all.map(({ sequence }) => sequence).sort()).toEqual([1, 2, 3]);
    const one = all.find(({ sequence }) => sequence === 1);
    expect(one).toMatchObject({
      type: 'message.created',
      state: 'dead',
      status: 500,
      answer: 'no',
      error: 'answered 500',
      body: { type: 'message.created', timestamp: AT, data: { message: { text: 'one' } } },
    });
    expect(rest.cursor).toBeUndefined();
    expect((await test.call('GET', '/v1/webhooks/none/deliveries')).body.code).toBe(
      'unknown-webhook',
    );
  });
});

describe('a page of long events', () => {
  it('holds as many as fit into an answer of Lambda (6 MB), and continues with its cursor', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `${index}${'"'.repeat(49_000)}`);
    await toldWebhook('long', texts);
    const { text, body } = await test.call('GET', '/v1/webhooks/long/deliveries');
    expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6_000_000);
    const rest = await listed('long', `?cursor=${body.cursor}`);
    const all = [...body.deliveries, ...rest.deliveries];
    expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(30);
    expect(all.every((one) => one.body !== undefined)).toBe(true);
  });
});

describe('resend', () => {
  it('sends an event again under its id', async () => {
    await toldWebhook('one', ['again']);
    const [{ eventId }] = (await listed('one')).deliveries;
    const path = `/v1/webhooks/one/deliveries/${eventId}/resend`;
    const { status, body } = await test.call('POST', path);
    expect([status, body.state, body.attempts]).toEqual([202, 'waiting', 0]);
    expect(queued).toEqual([eventId]);
    const none = await test.call('POST', '/v1/webhooks/one/deliveries/evt_none/resend');
    expect([none.status, none.body.code]).toEqual([404, 'unknown-event']);
  });

  it('sends all events since a time again, by the queue', async () => {
    await toldWebhook('all', ['a', 'b', 'c']);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const { status } = await test.call('POST', '/v1/webhooks/all/resend', { since });
    expect(status).toBe(202);
    const order = orders.pop();
    if (order) await resendSince(order, test.ports);
    expect(new Set(queued).size).toBe(3);
    const states = (await listed('all')).deliveries.map(({ state }: { state: string }) => state);
    expect(states).toEqual(['waiting', 'waiting', 'waiting']);
    const future = { since: '2999-01-01T00:00:00Z' };
    expect((await test.call('POST', '/v1/webhooks/all/resend', future)).status).toBe(422);
    const nonsense = { since: 'yesterday' };
    expect((await test.call('POST', '/v1/webhooks/all/resend', nonsense)).status).toBe(422);
  });

  it('is refused while the webhook is disabled, and leaves the deliveries as they are', async () => {
    await toldWebhook('gone', ['a']);
    await test.ports.webhooks.change('gone', (now) => now && { ...now, disabledAt: AT });
    const [{ eventId }] = (await listed('gone')).deliveries;
    const path = '/v1/webhooks/gone';
    const one = await test.call('POST', `${path}/deliveries/${eventId}/resend`);
    const all = await test.call('POST', `${path}/resend`, { since: AT });
    expect([one, all].map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'webhook-disabled'],
      [409, 'webhook-disabled'],
    ]);
    expect(queued).toEqual([]);
    expect((await listed('gone')).deliveries).toMatchObject([{ state: 'dead' }]);
  });
});

describe('a webhook in an answer', () => {
  it('has only the documented fields, and the secret only when it is created', async () => {
    const given = { url: 'http://127.0.0.1:9/hook', events: ['inbound.held'] };
    const { body: written } = await test.call('PUT', '/v1/webhooks/plain', given);
    const { body: listed } = await test.call('GET', '/v1/webhooks');
    const fields = ['createdAt', 'deadDeliveries', 'events', 'url', 'webhookId'];
    expect(Object.keys(written).sort()).toEqual([...fields, 'secret'].sort());
    expect(Object.keys(listed.webhooks[0]).sort()).toEqual(fields);
  });
});

describe('DELETE /v1/webhooks/{webhookId}', () => {
  it('knows no webhook that does not exist, nor does its test', async () => {
    for (const [method, more] of [
      ['DELETE', ''],
      ['POST', '/test'],
    ] as const) {
      const { status, body } = await test.call(method, `/v1/webhooks/nobody${more}`);
      expect([status, body.code]).toEqual([404, 'unknown-webhook']);
    }
  });

  it('can be repeated after a killed call', async () => {
    await toldWebhook('leaving', []);
    const { webhookSecrets } = test.ports;
    const { remove } = webhookSecrets;
    webhookSecrets.remove = async () => {
      throw new Error('killed');
    };
    const removed: string[] = [];
    expect((await test.call('DELETE', '/v1/webhooks/leaving')).status).toBe(500);
    webhookSecrets.remove = async (id) => {
      removed.push(id);
      return remove(id);
    };
    expect((await test.call('DELETE', '/v1/webhooks/leaving')).status).toBe(204);
    expect(removed).toEqual(['leaving']);
  });
});
