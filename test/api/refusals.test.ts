import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RehearsalResult } from '../../functions/steps/configuring/ports.ts';
import { documentedCalls } from '../support/documented.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

let test: TestApi;
beforeAll(async () => {
  const rehearsed: RehearsalResult = { kind: 'rehearsed', report: { mailboxes: [] } };
  test = await startApi({ rehearser: { rehearse: async () => rehearsed } });
  await test.call('PUT', '/v1/users/user-1', { name: 'Carla' });
});
afterAll(() => test?.stop());

describe('the example of a body', () => {
  it.each(documentedCalls().filter(({ example }) => example !== undefined))(
    'of $operationId is no invalid one',
    async ({ method, path, parameters, example }) => {
      const filled = parameters.reduce(
        (text, { name, schema }) => text.replace(`{${name}}`, `${schema.example}`),
        path,
      );
      const { body } = await test.call(method, filled, example);
      expect(body?.code === 'invalid' ? body : undefined).toBeUndefined();
    },
  );
});

describe('a refusal', () => {
  it('of a method names the existing ones', async () => {
    const answer = await test.call('POST', '/v1/users/user-1', {});
    expect([answer.status, answer.body.code]).toEqual([405, 'method-not-allowed']);
    expect(answer.headers.get('allow')).toBe('HEAD, GET, PUT, DELETE');
    expect((await test.call('GET', '/v1/nothing')).status).toBe(404);
  });

  it('of a text gives its length and the limit', async () => {
    const { status, body } = await test.call('PUT', '/v1/departments/long', {
      name: 'x'.repeat(201),
    });
    const message = 'has 201 characters; at most 200 are allowed';
    expect([status, body.errors]).toEqual([422, [{ in: 'body', pointer: '/name', message }]]);
  });

  it.each<[string, string, unknown, string, string]>([
    ['PUT', '/v1/departments/d', {}, '/name', 'is missing; must be a text'],
    [
      'PUT',
      '/v1/users/u',
      { emailNotifications: 'yes' },
      '/emailNotifications',
      'must be true or false',
    ],
    [
      'PUT',
      '/v1/agents/a',
      { name: 'A', email: 'a@b.example', role: 'boss' },
      '/role',
      'must be one of agent, admin',
    ],
    [
      'PUT',
      '/v1/users/u',
      { email: `${'a'.repeat(65)}@customer.example` },
      '/email',
      'has more than 64 characters before the @, so no mail can be sent to it',
    ],
    [
      'PUT',
      '/v1/agents/a',
      { name: 'A', email: 'a@my_shop.example' },
      '/email',
      'cannot be mailed: its domain may have only letters, digits, dots and, within a label of at most 63 characters, hyphens',
    ],
    [
      'PUT',
      '/v1/agents/a/presence',
      { status: 'online', forSeconds: 86_401 },
      '/forSeconds',
      'must be at most 86400',
    ],
    [
      'PUT',
      '/v1/agents/a/presence',
      { status: 'online', forSeconds: 1e30 },
      '/forSeconds',
      'must be at most 86400',
    ],
    [
      'PUT',
      '/v1/webhooks/w',
      { url: 'https://a.example', events: Array(11).fill('inbound.held') },
      '/events',
      'has 11 entries; at most 10 are allowed',
    ],
    [
      'PUT',
      '/v1/webhooks/w',
      { url: 'https://a.example', events: [] },
      '/events',
      'must not be empty',
    ],
    [
      'PUT',
      '/v1/settings/locale',
      { value: 'xx' },
      '/value',
      'must be one of en, it, de, fr, es, pt, nl, pl',
    ],
    ['POST', '/v1/conversations', [], '', 'must be an object'],
  ])(
    'of %s %s %j says in plain words what is wrong',
    async (method, path, body, pointer, message) => {
      const { errors } = (await test.call(method, path, body)).body;
      expect(errors).toEqual([{ in: 'body', pointer, message }]);
    },
  );

  it('of an unknown field names those that there are', async () => {
    const { errors } = (await test.call('PUT', '/v1/departments/sales', { nam: 'Sales' })).body;
    expect(errors).toContainEqual({
      in: 'body',
      pointer: '/nam',
      message: 'there is no such field; allowed: name',
    });
  });

  it('of a name in metadata says which names are allowed', async () => {
    const { errors } = (await test.call('PUT', '/v1/users/u', { metadata: { 'a b': 'x' } })).body;
    expect(errors).toEqual([
      {
        in: 'body',
        pointer: '/metadata/a b',
        message: expect.stringMatching(/^this name must be 1 to 40 of A-Z/),
      },
    ]);
  });

  it('does not come for an emoji cut in two, which becomes U+FFFD', async () => {
    const { status, body } = await test.call('PUT', '/v1/users/cut', {
      name: 'Carla \ud83d',
      metadata: { note: '\ude00!' },
    });
    expect([status, body.name, body.metadata]).toEqual([200, 'Carla \ufffd', { note: '\ufffd!' }]);
  });

  it('does not come for characters that control the display, which a name loses (S14)', async () => {
    const shown = async (path: string, body: object) => (await test.call('PUT', path, body)).body;
    expect(await shown('/v1/users/rlo', { name: 'Car\u202ela\u2069 ' })).toMatchObject({
      name: 'Carla',
    });
    for (const name of ['\u202e', '\u200b\u200e', '\u2800', '\u3164']) {
      expect(await shown('/v1/users/rlo', { name })).toMatchObject({
        errors: [{ in: 'body', pointer: '/name', message: 'must not be empty' }],
      });
    }
    const opened = await test.call('POST', '/v1/conversations', {
      userId: 'cut',
      subject: 'Parcel \u202efdp.exe',
    });
    expect(opened.body.subject).toBe('Parcel fdp.exe');
  });

  it('points into query and headers as into the body (RFC 6901)', async () => {
    const errorsOf = async (...call: Parameters<TestApi['call']>) =>
      (await test.call(...call)).body.errors;
    expect(await errorsOf('GET', '/v1/users?limit=x')).toMatchObject([
      { in: 'query', pointer: '/limit' },
    ]);
    expect(await errorsOf('GET', '/v1/users?cursor=x')).toMatchObject([
      { in: 'query', pointer: '/cursor' },
    ]);
    const headers = { 'idempotency-key': 'a b' };
    expect(await errorsOf('POST', '/v1/conversations', {}, { headers })).toMatchObject([
      { in: 'header', pointer: '/Idempotency-Key' },
    ]);
  });

  it('comes for a query parameter that the call does not take, and names those that it takes', async () => {
    for (const { method, path } of documentedCalls().filter(({ path }) =>
      path.startsWith('/v1/'),
    )) {
      const answer = await test.call(method, `${path.replaceAll(/\{[^}]+\}/g, 'none')}?surplus=1`);
      expect([method, path, answer.status]).toEqual([method, path, 422]);
      expect(answer.body.errors).toMatchObject([{ in: 'query', pointer: '/surplus' }]);
    }
    const messageOf = async (path: string) => (await test.call('GET', path)).body.errors[0].message;
    expect(await messageOf('/v1/departments?q=a')).toBe(
      'there is no such parameter; allowed: limit, cursor',
    );
    expect(await messageOf('/v1/settings?q=a')).toBe(
      'there is no such parameter; this call takes none',
    );
  });

  it('comes for the cursor of another list', async () => {
    const id = async () =>
      (await test.call('POST', '/v1/conversations', { userId: 'user-1' })).body.conversationId;
    const [full, other] = [await id(), await id()];
    const message = { author: { kind: 'bot' }, text: 'Hello' };
    for (let count = 0; count < 2; count += 1) {
      await test.call('POST', `/v1/conversations/${full}/messages`, message);
    }
    const page = (of: string, more = '') =>
      test.call('GET', `/v1/conversations/${of}/messages?limit=1${more}`);
    const { cursor } = (await page(full)).body;
    expect((await page(full, `&cursor=${cursor}`)).status).toBe(200);
    const { status, body } = await page(other, `&cursor=${cursor}`);
    expect([status, body.code]).toEqual([422, 'invalid-cursor']);
  });

  it('comes for an agent of an unknown department (R30)', async () => {
    const { status, body } = await test.call('PUT', '/v1/agents/lost', {
      name: 'Lost',
      email: 'lost@shop.example',
      departmentIds: ['no-such-department'],
    });
    expect([status, body.code, body.errors[0].pointer]).toEqual([
      422,
      'unknown-department',
      '/departmentIds/0',
    ]);
  });

  it('comes for every writing call with a token that may only read, as documented', async () => {
    const writes = documentedCalls().filter(({ method }) => method !== 'GET');
    expect(writes.length).toBeGreaterThan(20);
    for (const { method, path } of writes) {
      const place = path.replaceAll(/\{[^}]+\}/g, 'none');
      const { status } = await test.call(method, place, {}, { scope: 'read' });
      expect([method, place, status]).toEqual([method, place, 403]);
    }
  });

  it('comes for an unknown time zone', async () => {
    const put = (timeZone: string) => test.call('PUT', '/v1/users/zoned', { timeZone });
    expect((await put('Europe/Rome')).body.timeZone).toBe('Europe/Rome');
    const { status, body } = await put('Europe/Atlantis');
    expect([status, body.errors[0].pointer]).toEqual([422, '/timeZone']);
    expect((await test.call('GET', '/v1/users/zoned')).body.timeZone).toBe('Europe/Rome');
  });
});
