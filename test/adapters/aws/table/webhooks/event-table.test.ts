import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { createEventTable } from '../../../../../functions/adapters/aws/table/webhooks/event-table.ts';
import { createWebhookTable } from '../../../../../functions/adapters/aws/table/webhooks/webhook-table.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import { eventIdOf } from '../../../../../functions/conversations/events/event-id.ts';
import type { WebhookDelivery } from '../../../../../functions/steps/webhooks/ports.ts';
import { anyItem } from '../../../../support/any-item.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { connectAws } from '../../../../support/start-aws.ts';

const AT = '2026-11-22T10:30:00.000Z';
const NOW_MS = Date.parse(AT);
const DEAD = { state: 'dead', error: 'answered 500' } as const;
const WEBHOOK = {
  webhookId: 'chat',
  url: 'https://chat.example/hook',
  events: ['message.created' as const],
  secrets: [{ version: 'v1' }],
  deadDeliveries: 0,
  createdAt: AT,
};

const { aws, table } = await awsOfFile();
const events = createEventTable(table);
const webhooks = createWebhookTable(table);
const documents = () => DynamoDBDocumentClient.from(aws.dynamodb);

beforeAll(async () => {
  await Promise.all(['1', '2', '3'].map(putConversation));
});

const putConversation = (conversationId: string) =>
  documents().send(
    new PutCommand({ TableName: table.name, Item: keys.conversation(conversationId) }),
  );

function created(conversationId: string, n: number) {
  const messageId = `${conversationId}-${String(n).padStart(26, '0')}`;
  const subject = { type: 'message.created', conversationId, messageId } as const;
  return { ...subject, eventId: eventIdOf(subject), at: AT };
}

function held(mailId: string) {
  const subject = { type: 'inbound.held', mailId, reason: 'virus' } as const;
  return { ...subject, eventId: eventIdOf(subject), at: AT };
}

/** A client of a function that is killed after its first call. */
function clientOfOneCall() {
  const { dynamodb } = connectAws(aws.endpoints);
  let calls = 0;
  dynamodb.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      if (calls > 1) throw new Error('killed');
      return next(args);
    },
    { step: 'initialize' },
  );
  return dynamodb;
}

const delivery = (n: number) => ({
  webhookId: 'chat',
  event: { ...created('3', n), sequence: n },
  state: 'waiting' as const,
  attempts: 0,
  dueAt: Date.parse(AT),
  beganAt: AT,
  updatedAt: AT,
});

describe('number', () => {
  it('gives the same happening the same event, also when called twice at once', async () => {
    const told = await Promise.all(
      [1, 2, 3].map(() => events.number('chat', created('1', 1), NOW_MS)),
    );
    expect(told.map((event) => event?.sequence)).toEqual([1, 1, 1]);
    expect(await events.number('chat', created('1', 1), NOW_MS)).toEqual(told[0]);
  });

  it('leaves no gap and gives no number twice with concurrent writers', async () => {
    const numbers = Array.from({ length: 8 }, (_, index) => index + 1);
    const told = await Promise.all(
      numbers.flatMap((n) => [
        events.number('chat', created('2', n), NOW_MS),
        events.number('chat', created('2', n), NOW_MS),
      ]),
    );
    const sequences = new Set(told.map((event) => event?.sequence));
    expect([...sequences].sort((left = 0, right = 0) => left - right)).toEqual(numbers);
  });

  it('writes nothing for an erased conversation (S19)', async () => {
    const event = created('4', 1);
    expect(await events.number('chat', event, NOW_MS)).toBeUndefined();
    expect(await table.all(anyItem, { partition: keys.conversation('4').pk })).toEqual([]);
  });

  it('numbers held mails without a conversation separately', async () => {
    const told = [
      await events.number('chat', held('inbound-a'), NOW_MS),
      await events.number('chat', held('inbound-b'), NOW_MS),
    ];
    expect(told.map((event) => event?.sequence)).toEqual([1, 2]);
  });

  it('numbers a burst of held mail, twice as many as the stream delivers at once from four shards', async () => {
    const burst = Array.from({ length: 32 }, (_, index) => held(`inbound-burst-${index}`));
    const told = await Promise.all(burst.map((event) => events.number('burst', event, NOW_MS)));
    const sequences = told.map((event) => event?.sequence ?? 0).sort((a, b) => a - b);
    expect(sequences).toEqual(burst.map((_, index) => index + 1));
  });

  it('keeps the number of an event that comes again after 40 others, so that none is left without an event', async () => {
    const taken = await events.number('again', held('inbound-again'), NOW_MS);
    for (let n = 0; n < 40; n += 1) await events.number('again', held(`inbound-${n}`), NOW_MS);
    expect(await events.number('again', held('inbound-again'), NOW_MS + 60_000)).toEqual(taken);
  });

  it('succeeds though 40 other events come first', async () => {
    const overtaken = createEventTable(tableOvertakenAt(40));
    expect((await overtaken.number('walk', held('inbound-slow'), NOW_MS))?.sequence).toBe(41);
  });
});

describe('forget', () => {
  it('deletes a delivery that was stored after the erasure of its conversation (S19)', async () => {
    const late = await events.begin(delivery(900));
    await events.forget(late);
    expect(await events.findDelivery('chat', late.event.eventId)).toBeUndefined();
  });
});

/** A table in which another event is written first, this many times. */
function tableOvertakenAt(times: number) {
  const { dynamodb } = connectAws(aws.endpoints);
  let overtaken = 0;
  dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'PutItemCommand' && overtaken < times) {
          overtaken += 1;
          await events.number('walk', held(`inbound-faster-${overtaken}`), NOW_MS);
        }
        return next(args);
      },
    { step: 'initialize', name: 'overtaken' },
  );
  return openTable(aws, dynamodb);
}

describe('number, for several webhooks', () => {
  it('counts each webhook’s own events, so that a filter leaves no gap', async () => {
    const first = await events.number('all', created('1', 71), NOW_MS);
    const second = await events.number('all', created('1', 72), NOW_MS);
    const only = await events.number('some', created('1', 72), NOW_MS);
    expect([first, second, only].map((event) => event?.sequence)).toEqual([1, 2, 1]);
  });

  it('numbers the events of a user separately', async () => {
    const subject = { type: 'user.updated', userId: 'u-9', change: 'user' } as const;
    const told = async (occasion: string) => {
      const about = { ...subject, occasion };
      return events.number('all', { ...about, eventId: eventIdOf(about), at: AT }, NOW_MS);
    };
    expect(await told('1')).toBeUndefined();
    const Item = keys.user('u-9');
    await documents().send(new PutCommand({ TableName: table.name, Item }));
    expect([(await told('1'))?.sequence, (await told('2'))?.sequence]).toEqual([1, 2]);
  });
});

describe('list', () => {
  it('lists settled deliveries by the time when they began; restart begins one anew', async () => {
    const told = [11, 12, 13].map((n) => ({
      ...delivery(n),
      webhookId: 'listed',
      beganAt: `2026-11-22T10:30:${n}.000Z`,
    }));
    for (const one of told) await events.begin(one);
    for (const one of told.slice(0, 2)) {
      await events.recordAttempt(one, { state: 'delivered', status: 200, answer: 'ok' }, AT);
    }
    const list = (options: object) => events.list('listed', { limit: 9, ...options });
    const beganAt = async (options: object) =>
      (await list(options)).items.map((one) => one.beganAt.slice(-7, -5));
    expect(await beganAt({ isNewestFirst: true })).toEqual(['12', '11']);
    expect(await beganAt({ from: '2026-11-22T10:30:12.000Z' })).toEqual(['12']);
    expect(await beganAt({ until: '2026-11-22T10:30:11.000Z' })).toEqual(['11']);
    const { eventId } = created('3', 11);
    const now = Date.parse(AT) + 60_000;
    expect(await events.restart('listed', eventId, now)).toMatchObject({
      state: 'waiting',
      attempts: 0,
      dueAt: now,
    });
    expect(await events.restart('listed', 'evt_none', now)).toBeUndefined();
  });
});

describe('claim', () => {
  const orderOf = (n: number, attempts = 0) => ({
    webhookId: 'chat',
    eventId: created('3', n).eventId,
    attempts,
  });
  const DUE = Date.parse(AT);

  it('gives the try to one of two orders (S15)', async () => {
    await events.begin(delivery(1));
    const claims = [1, 2].map(() => events.claim(orderOf(1), DUE, DUE + 5_000));
    const [early, claimed] = (await Promise.all(claims)).sort((one, other) =>
      one.kind < other.kind ? 1 : -1,
    );
    expect(early).toEqual({ kind: 'early', attempts: 1, waitMs: 5_000 });
    expect(claimed).toMatchObject({ kind: 'claimed', delivery: { attempts: 1 } });
  });

  it('waits for the due time', async () => {
    await events.begin(delivery(2));
    expect(await events.claim(orderOf(2), DUE - 1_000, DUE)).toEqual({
      kind: 'early',
      attempts: 0,
      waitMs: 1_000,
    });
  });

  it('gives an outdated order the number of tries begun', async () => {
    await events.begin({ ...delivery(3), attempts: 4 });
    expect(await events.claim(orderOf(3), DUE, DUE)).toEqual({
      kind: 'early',
      attempts: 4,
      waitMs: 0,
    });
  });

  it('is settled for a delivered event, and for a missing one', async () => {
    const standing = await events.begin(delivery(4));
    await events.recordAttempt(standing, { state: 'delivered', status: 204 }, AT);
    expect(await events.claim(orderOf(4), DUE, DUE)).toEqual({ kind: 'settled' });
    expect(await events.claim(orderOf(5), DUE, DUE)).toEqual({ kind: 'settled' });
    expect(await events.begin(delivery(4))).toMatchObject({ state: 'delivered' });
  });
});

describe('recordAttempt', () => {
  const DUE = Date.parse(AT);
  const find = (n: number) => events.findDelivery('chat', created('3', n).eventId);

  /** A running try, and one that began after it. */
  async function twoTries(n: number): Promise<{ late: WebhookDelivery; newer: WebhookDelivery }> {
    const late = await events.begin({ ...delivery(n), attempts: 1 });
    const order = { webhookId: 'chat', eventId: late.event.eventId, attempts: 1 };
    const claim = await events.claim(order, DUE, DUE + 20_000);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    return { late, newer: claim.delivery };
  }

  it.each([
    ['waiting', 20],
    ['dead', 24],
    ['dropped', 25],
  ] as const)(
    'does not overwrite a newer try when a late one ends as %s (S15)',
    async (state, n) => {
      const { late, newer } = await twoTries(n);
      expect(await events.recordAttempt(late, { state, dueAt: DUE + 1, error: 'late' }, AT)).toBe(
        false,
      );
      expect(await find(n)).toEqual(newer);
    },
  );

  it('records a late success if the newer try has none (S15)', async () => {
    const { late, newer } = await twoTries(21);
    expect(await events.recordAttempt(late, { state: 'delivered', status: 204 }, AT)).toBe(true);
    const failed = { state: 'waiting', dueAt: DUE + 60_000, error: 'answered 500' } as const;
    expect(await events.recordAttempt(newer, failed, AT)).toBe(false);
    expect(await find(21)).toMatchObject({ state: 'delivered', status: 204 });
  });

  it('does not end a restarted delivery with an earlier try’s outcome (S15)', async () => {
    const last = await events.begin({ ...delivery(22), attempts: 14 });
    const { eventId } = last.event;
    await events.restart('chat', eventId, DUE);
    await events.recordAttempt(last, { state: 'dead', error: 'answered 500' }, AT);
    const claim = await events.claim({ webhookId: 'chat', eventId, attempts: 0 }, DUE, DUE);
    expect(claim).toMatchObject({ kind: 'claimed', delivery: { attempts: 1 } });
  });

  it('succeeds again for the same outcome, whose answer was lost', async () => {
    const standing = await events.begin({ ...delivery(23), attempts: 14 });
    await events.recordAttempt(standing, DEAD, AT);
    expect(await events.recordAttempt(standing, DEAD, AT)).toBe(true);
  });

  it('counts a delivery that is given up once on its webhook, though the answer was lost (S15)', async () => {
    await webhooks.change('chat', () => WEBHOOK);
    const standing = await events.begin({ ...delivery(26), attempts: 14 });
    await events.recordAttempt(standing, DEAD, AT);
    await events.recordAttempt(standing, DEAD, AT);
    expect(await webhooks.find('chat')).toMatchObject({ deadDeliveries: 1 });
  });

  it('counts it with the same write, after which the function may be killed (S15)', async () => {
    await webhooks.change('chat', () => WEBHOOK);
    const standing = await events.begin({ ...delivery(27), attempts: 14 });
    const dying = createEventTable(openTable(aws, clientOfOneCall()));
    await dying.recordAttempt(standing, DEAD, AT).catch(() => undefined);
    expect(await find(27)).toMatchObject({ state: 'dead' });
    expect(await webhooks.find('chat')).toMatchObject({ deadDeliveries: 1 });
  });
});

describe('a webhook that version 0.1.0 wrote', () => {
  it('has none of the deliveries that 0.1.0 made, which say less than ours', async () => {
    const event = { eventId: 'evt_old', eventType: 'message.created' };
    const Item = {
      pk: 'EVENT#evt_old',
      sk: 'WEBHOOK#told',
      gsi1pk: 'WEBHOOK-DELIVERIES#told',
      gsi1sk: `${AT}#evt_old`,
      webhookId: 'told',
      state: 'delivered',
      attempts: 1,
      ...event,
    };
    await aws.dynamodb.send(new PutCommand({ TableName: aws.tableName, Item }));
    expect((await events.list('told', { limit: 9 })).items).toEqual([]);
    expect(await events.findDelivery('told', 'evt_old')).toBeUndefined();
  });

  it('has no secret until it is put again', async () => {
    const key = keys.webhook('of-0.1.0');
    const plain = { ...WEBHOOK, webhookId: 'of-0.1.0', secrets: [{ secret: 'whsec_AAAA' }] };
    await table.write(put(anyItem, key, plain));
    expect(await webhooks.find('of-0.1.0')).toMatchObject({ url: WEBHOOK.url, secrets: [] });
  });
});
