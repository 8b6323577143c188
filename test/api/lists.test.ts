import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../functions/steps/receiving/outcome.ts';
import { recordedMail } from '../support/recorded-mail.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startApi();
  for (const id of ['carla', 'dora']) await test.call('PUT', `/v1/users/${id}`, {});
  await test.call('PUT', '/v1/departments/sales', { name: 'Sales' });
  const anna = { name: 'Anna', email: 'anna@shop.example', aliases: ['a@shop.example'] };
  await test.call('PUT', '/v1/agents/anna', anna);
});
afterAll(() => test?.stop());

const open = async (given: object) =>
  (await test.call('POST', '/v1/conversations', given)).body.conversationId as string;
const get = async (path: string) => (await test.call('GET', path)).body;
const listed = async (query: string) =>
  (await get(`/v1/conversations?${query}`)).conversations.map(
    ({ conversationId }: { conversationId: string }) => conversationId,
  );

describe('GET /v1/conversations', () => {
  it('lists by user, agent, department and status, and by several of them', async () => {
    const plain = await open({ userId: 'carla' });
    const sales = await open({ userId: 'carla', departmentId: 'sales' });
    const annas = await open({ userId: 'dora', departmentId: 'sales', agentId: 'anna' });
    await test.call('PATCH', `/v1/conversations/${sales}`, { status: 'closed' });
    expect(await listed('userId=carla')).toEqual([sales, plain]);
    expect(await listed('departmentId=sales')).toEqual([annas, sales]);
    expect(await listed('agentId=anna')).toEqual([annas]);
    expect(await listed('status=closed')).toEqual([sales]);
    expect(await listed('status=open')).toEqual([annas, plain]);
    expect(await listed('departmentId=sales&status=closed')).toEqual([sales]);
    expect(await listed('agentId=anna&userId=carla')).toEqual([]);
    expect(await listed('userId=nobody')).toEqual([]);
    await test.call('PATCH', `/v1/conversations/${annas}`, { agentId: null, departmentId: null });
    expect(await listed('agentId=anna')).toEqual([]);
    expect(await listed('departmentId=sales')).toEqual([sales]);
  });

  it('lists open and closed ones together, page by page, newest activity first', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) ids.unshift(await open({ userId: 'carla' }));
    for (const id of ids.slice(2, 5)) {
      await test.call('PATCH', `/v1/conversations/${id}`, { status: 'closed' });
    }
    const found: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await get(`/v1/conversations?limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(
        ...page.conversations.map((one: { conversationId: string }) => one.conversationId),
      );
      cursor = page.cursor;
    }
    expect(found.slice(0, 7)).toEqual(ids);
  });
});

describe('PATCH /v1/conversations/{conversationId}', () => {
  it('changes the subject and the user', async () => {
    const id = await open({ userId: 'carla', subject: 'Parcel' });
    const path = `/v1/conversations/${id}`;
    const patched = await test.call('PATCH', path, { subject: 'My parcel', userId: 'dora' });
    expect(patched.body).toMatchObject({ subject: 'My parcel', userId: 'dora' });
    expect(await listed('userId=dora')).toContain(id);
    expect(await listed('userId=carla')).not.toContain(id);
    expect((await test.call('PATCH', path, { subject: null })).body.subject).toBeUndefined();
    expect((await test.call('PATCH', path, { userId: 'nobody' })).body.code).toBe('unknown-user');
  });
});

describe('metadata', () => {
  const metadata = { crmId: 'C-1', plan: 'gold' };

  it('is stored with users, conversations and messages, and returned unchanged', async () => {
    const user = await test.call('PUT', '/v1/users/meta', { metadata });
    expect(user.body.metadata).toEqual(metadata);
    expect((await test.call('PUT', '/v1/users/meta', {})).body.metadata).toBeUndefined();
    const id = await open({ userId: 'meta', metadata });
    const path = `/v1/conversations/${id}`;
    expect((await get(path)).metadata).toEqual(metadata);
    const replaced = await test.call('PATCH', path, { metadata: { plan: 'iron' } });
    expect(replaced.body.metadata).toEqual({ plan: 'iron' });
    const taken = await test.call('PATCH', path, { metadata: null });
    expect(taken.body.metadata).toBeUndefined();
    const message = { author: { kind: 'bot' }, text: 'Hello', metadata };
    const posted = await test.call('POST', `${path}/messages`, message);
    expect((await get(`/v1/messages/${posted.body.messageId}`)).metadata).toEqual(metadata);
  });

  it('has limits: 16 keys, the length of names and texts', async () => {
    const put = (given: object) => test.call('PUT', '/v1/users/meta', { metadata: given });
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v']));
    expect((await put(many)).body.errors[0].message).toBe('has 17 keys; at most 16 are allowed');
    expect((await put({ long: 'x'.repeat(501) })).body.errors).toMatchObject([
      { pointer: '/metadata/long', message: 'has 501 characters; at most 500 are allowed' },
    ]);
    expect((await put({ 'no blanks': 'v' })).status).toBe(422);
    expect((await put({ number: 1 })).status).toBe(422);
  });
});

describe('clientMessageId', () => {
  it('makes one message of repeated posts, also concurrent ones', async () => {
    const path = `/v1/conversations/${await open({ userId: 'carla' })}/messages`;
    const message = { author: { kind: 'user' }, text: 'Once', clientMessageId: 'm-1' };
    const post = () => test.call('POST', path, message);
    const answers = [...(await Promise.all([post(), post(), post()])), await post()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const [first, ...others] = answers.map(({ body }) => body);
    expect(first.clientMessageId).toBe('m-1');
    for (const other of others) expect(other).toEqual(first);
    expect((await get(path)).messages).toHaveLength(1);
    const another = await test.call('POST', path, { ...message, text: 'Else' });
    expect([another.status, another.body.code]).toEqual([409, 'client-message-id-used']);
  });
});

describe('people', () => {
  it('are listed by address, with the time when they were created', async () => {
    const { agents } = await get('/v1/agents?address=A@shop.example');
    expect(agents).toMatchObject([{ agentId: 'anna', createdAt: expect.stringMatching(/Z$/) }]);
    const before = await test.call('PUT', '/v1/users/since', { email: 'since@kunde.example' });
    const after = await test.call('PUT', '/v1/users/since', { email: 'later@kunde.example' });
    expect(after.body.createdAt).toBe(before.body.createdAt);
    const { users } = await get('/v1/users?address=since@kunde.example');
    expect(users).toMatchObject([{ userId: 'since', email: 'later@kunde.example' }]);
    expect((await get('/v1/users?address=nobody@kunde.example')).users).toEqual([]);
    expect((await test.call('GET', '/v1/users?address=nonsense')).status).toBe(422);
  });
});

describe('GET /v1/inbound', () => {
  const record = (mailId: string, from: string, more: Outcome & { conversationId?: string }) =>
    recordedMail(mailId, { receivedAt: `2026-05-04T08:00:0${mailId}.000Z`, from, ...more });
  const mails = async (query: string) =>
    (await get(`/v1/inbound?${query}`)).mails.map(({ mailId }: { mailId: string }) => mailId);

  it('lists by sender, conversation, reason and outcome, newest first, page by page', async () => {
    const held = { outcome: 'held', reason: 'spam' } as const;
    await test.ports.inbound.record(record('1', 'carla@kunde.example', held));
    await test.ports.inbound.record(
      record('2', 'dora@kunde.example', {
        outcome: 'ignored',
        reason: 'bulk',
        conversationId: '77',
      }),
    );
    await test.ports.inbound.record(
      record('3', 'carla@kunde.example', {
        outcome: 'ignored',
        reason: 'loop',
        conversationId: '77',
      }),
    );
    await test.ports.inbound.record(record('4', 'carla@kunde.example', held));
    expect(await mails('')).toEqual(['4', '3', '2', '1']);
    expect(await mails('from=Carla@kunde.example')).toEqual(['4', '3', '1']);
    expect(await mails('from=carla@kunde.example&reason=spam')).toEqual(['4', '1']);
    expect(await mails('conversationId=77')).toEqual(['3', '2']);
    expect(await mails('reason=spam')).toEqual(['4', '1']);
    expect(await mails('outcome=ignored')).toEqual(['3', '2']);
    for (const query of ['', 'from=carla@kunde.example&', 'conversationId=77&', 'outcome=held&']) {
      const all = await mails(query);
      const first = await get(`/v1/inbound?${query}limit=1`);
      const rest = await mails(`${query}limit=9&cursor=${first.cursor}`);
      expect([first.mails[0].mailId, ...rest]).toEqual(all);
    }
  });
});

describe('GET /v1/conversations/{conversationId}/deliveries', () => {
  it('gives the rows of each message, newest first', async () => {
    const id = await open({ userId: 'carla' });
    expect(await get(`/v1/conversations/${id}/deliveries`)).toEqual({ deliveries: [] });
    expect((await test.call('GET', '/v1/conversations/9/deliveries')).status).toBe(404);
  });
});
