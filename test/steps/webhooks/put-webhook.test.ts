import { beforeEach, describe, expect, it } from 'vitest';
import type { Webhook } from '../../../functions/steps/webhooks/ports.ts';
import { type GivenWebhook, putWebhook } from '../../../functions/steps/webhooks/put-webhook.ts';

const NOW = Date.parse('2026-11-03T10:00:00.000Z');
const HOUR_MS = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

let now: number;
let webhook: Webhook | undefined;
/** Secrets in the order in which they were stored. */
let stored: string[];
/** Happens once, after the webhook was read and its secret stored. */
let meanwhile: () => void;
/** The function is killed once it has stored a secret. */
let isKilledAtSecret: boolean;

beforeEach(() => {
  now = NOW;
  webhook = undefined;
  stored = [];
  meanwhile = () => {};
  isKilledAtSecret = false;
});

function happenMeanwhile() {
  const happen = meanwhile;
  meanwhile = () => {};
  happen();
}

const ports = {
  clock: { now: () => now },
  webhooks: {
    list: async () => [],
    find: async () => webhook,
    remove: async () => true,
    change: async (_id: string, change: (before: Webhook | undefined) => Webhook | undefined) => {
      if (stored.length > 0) happenMeanwhile();
      const changed = change(webhook);
      if (changed) webhook = changed;
      return changed;
    },
  },
  secrets: {
    put: async (_id: string, secret: string) => {
      if (!stored.includes(secret)) stored.push(secret);
      if (isKilledAtSecret) throw new Error('killed');
      return `v-${secret}`;
    },
  },
  signer: { sign: () => ({}), newSecret: () => `made-${stored.length + 1}` },
};

const put = (more: Partial<GivenWebhook> = {}) =>
  putWebhook({ webhookId: 'chat', url: 'https://a.example', events: [], ...more }, ports);

describe('putWebhook', () => {
  it('generates a secret if none is given, and returns it this once', async () => {
    expect(await put()).toMatchObject({ generatedSecret: 'made-1' });
    expect(webhook?.secrets).toEqual([{ version: 'v-made-1' }]);
    expect(await put()).not.toHaveProperty('generatedSecret');
    expect([webhook?.secrets, stored]).toEqual([[{ version: 'v-made-1' }], ['made-1']]);
  });

  it('does not return a secret that is given', async () => {
    expect(await put({ secret: 'given' })).not.toHaveProperty('generatedSecret');
    expect(webhook?.secrets).toEqual([{ version: 'v-given' }]);
  });

  it('lets a replaced secret sign for 24 hours more', async () => {
    await put({ secret: 'first' });
    await put({ secret: 'second' });
    expect(webhook?.secrets).toEqual([
      { version: 'v-second' },
      { version: 'v-first', validUntil: NOW + 24 * HOUR_MS },
    ]);
  });

  it('keeps two secrets at most: the current and the former one', async () => {
    for (const secret of ['first', 'second', 'third']) await put({ secret });
    expect(webhook?.secrets.map((one) => 'version' in one && one.version)).toEqual([
      'v-third',
      'v-second',
    ]);
  });

  it('does not prolong the former secret when it is put again with the current one', async () => {
    await put({ secret: 'first' });
    await put({ secret: 'second' });
    now += HOUR_MS;
    for (const again of [{}, { secret: 'second' }]) await put(again);
    expect(webhook?.secrets[1]).toEqual({ version: 'v-first', validUntil: NOW + 24 * HOUR_MS });
  });

  it('forgets a former secret whose time is over', async () => {
    await put({ secret: 'first' });
    await put({ secret: 'second' });
    now += 24 * HOUR_MS;
    await put();
    expect(webhook?.secrets).toEqual([{ version: 'v-second' }]);
  });

  it('makes a former secret the current one if it is given again', async () => {
    for (const secret of ['first', 'second', 'first']) await put({ secret });
    expect(webhook?.secrets).toEqual([
      { version: 'v-first' },
      { version: 'v-second', validUntil: NOW + 24 * HOUR_MS },
    ]);
  });

  it('is in service since it was created where only its secret is missing, as after version 0.1.0', async () => {
    await put({ secret: 'first' });
    const { createdAt } = webhook ?? {};
    if (webhook) webhook.secrets = [];
    now += HOUR_MS;
    await put({ secret: 'first' });
    expect(webhook).toMatchObject({ createdAt, secrets: [{ version: 'v-first' }] });
  });

  it('leaves a webhook that leads to its secret, out of service, if it is killed (S15)', async () => {
    isKilledAtSecret = true;
    await expect(put()).rejects.toThrow('killed');
    expect(webhook).toMatchObject({ webhookId: 'chat', secrets: [], disabledAt: iso(NOW) });
  });

  it('finishes what an earlier call began, which is in service from then on (S15)', async () => {
    isKilledAtSecret = true;
    await expect(put()).rejects.toThrow('killed');
    isKilledAtSecret = false;
    now += HOUR_MS;
    expect(await put()).toMatchObject({ generatedSecret: 'made-2' });
    const createdAt = iso(NOW + HOUR_MS);
    expect(webhook).toMatchObject({ secrets: [{ version: 'v-made-2' }], createdAt });
    expect(webhook).not.toHaveProperty('disabledAt');
  });

  it('gives up if the webhook is removed again and again', async () => {
    const remove = () => {
      webhook = undefined;
      meanwhile = remove;
    };
    meanwhile = remove;
    await expect(put({ secret: 'given' })).rejects.toThrow('removed 5 times');
  });

  it('is out of service until its secret is stored', async () => {
    meanwhile = () => expect([webhook?.disabledAt, stored]).toEqual([iso(NOW), ['given']]);
    await put({ secret: 'given' });
    expect.assertions(1);
  });

  it('makes a new webhook again if it was removed before it was finished (S15)', async () => {
    meanwhile = () => {
      webhook = undefined;
      stored = ['made-by-another'];
    };
    expect(await put()).toMatchObject({ generatedSecret: 'made-2' });
    expect([webhook?.secrets, stored]).toEqual([
      [{ version: 'v-made-2' }],
      ['made-by-another', 'made-2'],
    ]);
  });

  it('makes a new secret if the webhook was removed meanwhile, with its secret', async () => {
    await put({ secret: 'first' });
    meanwhile = () => {
      webhook = undefined;
    };
    expect(await put()).toMatchObject({ generatedSecret: 'made-2' });
    expect(webhook?.secrets).toEqual([{ version: 'v-made-2' }]);
  });

  it('stores a given secret again if the webhook was removed meanwhile, with its secret (S15)', async () => {
    await put({ secret: 'first' });
    meanwhile = () => {
      webhook = undefined;
      stored = [];
    };
    await put({ secret: 'second' });
    expect([webhook?.secrets, stored]).toEqual([[{ version: 'v-second' }], ['second']]);
  });

  it('puts a disabled webhook into service again, and keeps its age and its count of dead deliveries', async () => {
    await put({ secret: 'first' });
    if (webhook) webhook = { ...webhook, disabledAt: iso(NOW), deadDeliveries: 3 };
    now += HOUR_MS;
    await put({ url: 'https://b.example', events: ['inbound.held', 'inbound.held'] });
    expect(webhook).toEqual({
      webhookId: 'chat',
      url: 'https://b.example',
      events: ['inbound.held'],
      secrets: [{ version: 'v-first' }],
      deadDeliveries: 3,
      createdAt: iso(NOW),
      putAt: iso(NOW + HOUR_MS),
      listensSince: iso(NOW + HOUR_MS),
    });
  });

  it.each([
    ['nothing', ['inbound.held', 'message.created'], NOW],
    ['less', ['inbound.held'], NOW],
    ['more', ['inbound.held', 'message.created', 'user.created'], NOW + HOUR_MS],
  ] as const)(
    'that changes %s of what is subscribed tells since when it listens (S15)',
    async (_change, events, since) => {
      await put({ events: ['inbound.held', 'message.created'] });
      now += HOUR_MS;
      await put({ events: [...events] });
      expect(webhook?.listensSince).toBe(iso(since));
    },
  );
});
