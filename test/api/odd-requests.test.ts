import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchableEvent } from '../../functions/api/fetchable-event.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startApi();
  await test.call('PUT', '/v1/users/ab', { name: 'Carla' });
});
afterAll(() => test?.stop());

/** A request as API Gateway passes it on (payload 2.0): the path decoded, the body as text. */
async function ask(
  method: string,
  rawPath: string,
  { body, octets, headers = {} }: { body?: string; octets?: Buffer; headers?: object } = {},
) {
  const sent = octets ?? Buffer.from(body ?? '');
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    headers: {
      host: 'api.example',
      authorization: 'Bearer token-of-admin',
      ...(sent.length > 0 && { 'content-type': 'application/json' }),
      'content-length': String(sent.length),
      ...headers,
    },
    ...(sent.length > 0 && { body: sent.toString('utf8') }),
    isBase64Encoded: false,
    requestContext: { domainName: 'api.example', http: { method, path: rawPath } },
  } as unknown as LambdaEvent;
  const { statusCode, body: answer } = await handle(test.api)(fetchableEvent(event));
  return { status: statusCode, body: answer ? JSON.parse(answer) : undefined };
}

describe('an id in a path', () => {
  it.each([
    'ab\n',
    'a\tb',
    'ab ',
    'ab\0',
    'ab#',
    'ab?',
    'ab?x=1',
    '\\..\\ab',
    'x/../ab',
    './ab',
    'x/./../ab',
    '%61b',
    'ab%',
    'ab\\',
    'ab/',
    'ab/.',
    'ab/..',
    'ab\u2028',
    'ab\uD800',
  ])('%j does not name another user', async (id) => {
    expect((await ask('GET', `/v1/users/${id}`)).status).toBe(404);
    expect((await ask('DELETE', `/v1/users/${id}`)).status).toBe(404);
  });

  it('has only the allowed characters', async () => {
    const answer = await ask('PUT', '/v1/users/new\n', { body: '{}' });
    const message = 'must be 1 to 128 of A-Z a-z 0-9 . _ ~ : @ | + = -';
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ in: 'path', pointer: '/userId', message }],
    ]);
    const odd = 'A.z_0~:@|+=-';
    expect((await ask('PUT', `/v1/users/${odd}`, { body: '{}' })).body.userId).toBe(odd);
    expect((await ask('GET', `/v1/users/${odd}`)).body.userId).toBe(odd);
  });
});

describe('a body', () => {
  const put = (octets: Buffer, headers = {}) => ask('PUT', '/v1/users/u', { octets, headers });

  it.each([
    ['Latin-1', Buffer.from('{"name":"M\xfcller"}', 'latin1')],
    ['an overlong form', Buffer.from('{"name":"a\xc0\x80"}', 'latin1')],
    ['half a surrogate pair', Buffer.from('{"name":"a\xed\xa0\x80"}', 'latin1')],
    ['a cut sequence', Buffer.from('{"name":"a\xe2\x82"}', 'latin1')],
  ])('with %s is refused, not changed', async (_what, octets) => {
    const { status, body } = await put(octets);
    expect([status, body.code]).toEqual([400, 'unreadable-json']);
    expect(body.detail).toContain('UTF-8');
  });

  it('may contain the caller’s own U+FFFD, and lack a content-length', async () => {
    const octets = Buffer.from('{"name":"M\uFFFDller"}');
    expect((await put(octets)).body.name).toBe('M\uFFFDller');
    expect((await put(octets, { 'content-length': undefined })).status).toBe(200);
  });

  it.each([
    'application/json;',
    'application/json ;charset=utf-8',
    'APPLICATION/JSON',
    'application/vnd.api2+json',
  ])('is read as JSON with content type %j', async (type) => {
    const answer = await put(Buffer.from('{"name":"Carla"}'), { 'content-type': type });
    expect([answer.status, answer.body.name]).toEqual([200, 'Carla']);
  });

  it('is refused if compressed', async () => {
    const { status, body } = await put(Buffer.from('{}'), { 'content-encoding': 'gzip' });
    expect([status, body.detail]).toEqual([
      415,
      'Send the body as it is, without content-encoding.',
    ]);
  });

  it('that is no JSON is refused with the position of the error', async () => {
    const { status, body } = await put(Buffer.from('{"name":"Carla",}'));
    expect([status, body.detail]).toEqual([400, 'The body is not JSON (at position 16).']);
  });
});

describe('metadata', () => {
  it('keeps names that every object has, such as `constructor`', async () => {
    const metadata = { constructor: 'a', toString: 'b', toJSON: 'c', valueOf: 'e' };
    const put = await test.call('PUT', '/v1/users/meta', { metadata });
    expect([put.status, put.body.metadata]).toEqual([200, metadata]);
    expect((await test.call('GET', '/v1/users/meta')).body.metadata).toEqual(metadata);
  });

  it.each([
    '{"metadata":{"__proto__":"x"}}',
    '{"metadata":{"\\u005f_proto__":"x"}}',
    '{"metadata":{"__\\u0070roto__":"x"}}',
  ])('is refused if a name would be lost: %s', async (body) => {
    const answer = await test.call('PUT', '/v1/users/meta', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid']);
  });
});

describe('a message', () => {
  it.each(['\u200b\u200d\ufeff', '\u3164', '\u2800', '\0', '\u00ad \u2060'])(
    'that shows nothing is refused (S12): %j',
    async (text) => {
      const { body } = await test.call('POST', '/v1/conversations', { userId: 'ab' });
      const path = `/v1/conversations/${body.conversationId}/messages`;
      const answer = await test.call('POST', path, { author: { kind: 'user' }, text });
      const message = 'shows nothing, and there is no attachment';
      expect([answer.status, answer.body.errors]).toEqual([
        422,
        [{ in: 'body', pointer: '/text', message }],
      ]);
    },
  );
});

it('a message has no control characters, as one that came by mail (S12)', async () => {
  const { body } = await test.call('POST', '/v1/conversations', { userId: 'ab' });
  const path = `/v1/conversations/${body.conversationId}/messages`;
  const text = 'a\0\x1b[31m\x7fb\tc\r\nd';
  const answer = await test.call('POST', path, { author: { kind: 'user' }, text });
  expect(answer.body.text).toBe('a[31mb\tc\r\nd');
});

describe('a refusal', () => {
  it.each([
    ['/v1/users?limit=2&limit=3', '/limit', 'is given 2 times; it is taken once'],
    ['/v1/users?a~b=1&a~b=2', '/a~0b', 'is given 2 times; it is taken once'],
    ['/attachments/a?key=a&key=b', '/key', 'is given 2 times; it is taken once'],
  ])('of %s names the repeated parameter', async (path, pointer, message) => {
    const { status, body } = await test.call('GET', path);
    expect([status, body.errors]).toEqual([422, [{ in: 'query', pointer, message }]]);
  });

  it.each([
    ['PUT', '/v1/users/u', { email: ['a@b.example'] }, '/email', 'must be a text'],
    [
      'POST',
      '/v1/attachments',
      { filename: '', contentType: 'a/b', size: 1 },
      '/filename',
      'must be a name',
    ],
    [
      'POST',
      '/v1/attachments',
      { filename: 'a', contentType: 'a/b', size: 2 ** 60 },
      '/size',
      `is ${2 ** 60}; at most 26214400 octets are taken`,
    ],
    [
      'POST',
      '/v1/webhooks/w/resend',
      { since: 'yesterday' },
      '/since',
      'must be a time (RFC 3339), such as "2026-05-04T08:15:30Z"',
    ],
  ])('says one thing about a field: %s %s %j', async (method, path, body, pointer, message) => {
    const answer = await test.call(method, path, body);
    expect([answer.status, answer.body.errors]).toEqual([422, [{ in: 'body', pointer, message }]]);
  });

  it.each(['https://a.example/\r\nX: y', ' https://a.example', 'https://a.example/\0', 'a b'])(
    'comes for a URL that would not be called as written: %j',
    async (url) => {
      const body = { url, events: ['message.created'] };
      const answer = await test.call('PUT', '/v1/webhooks/w', body);
      expect([answer.status, answer.body.code]).toEqual([422, 'webhook-target-refused']);
    },
  );

  it('of a path or a method says which exist', async () => {
    const [path, method] = [
      await test.call('GET', '/v1/none'),
      await test.call('POST', '/v1/users'),
    ];
    expect(path.body.detail).toBe('There is no such path: GET /openapi.json lists all of them.');
    expect(method.body.detail).toBe('This path takes HEAD, GET alone.');
  });
});

describe('an answer below /v1 (S20)', () => {
  it.each([
    ['with what people wrote', '/v1/users/ab', 'admin', 200],
    ['of a list', '/v1/conversations', 'read', 200],
    ['to a wrong token', '/v1/users/ab', 'nobody', 401],
    ['to a token with too few rights', '/v1/settings', 'read', 403],
    ['about nothing', '/v1/users/none', 'admin', 404],
  ])('%s is kept by no cache', async (_what, path, scope, status) => {
    const answer = await test.call('GET', path, undefined, { scope });
    expect([
      answer.status,
      answer.headers.get('cache-control'),
      answer.headers.get('x-content-type-options'),
    ]).toEqual([status, 'no-store', 'nosniff']);
  });
});
