import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';

const TOKENS = [
  { id: 'operator', token: 'token-of-admin', scope: 'admin' },
  { id: 'chat', token: 'token-of-full', scope: 'full' },
  { id: 'reports', token: 'token-of-read', scope: 'read' },
];

let pipeline: TestPipeline;
beforeAll(async () => {
  pipeline = await startTestPipeline();
  await pipeline.local('PUT', '/secrets/api-tokens', JSON.stringify(TOKENS));
});
afterAll(() => pipeline?.stop());

const as = (scope: string, method: string, path: string, body?: unknown) =>
  pipeline.api(method, path, body, { authorization: `Bearer token-of-${scope}` });
const statusesOf = async (method: string, path: string, body?: unknown) => {
  const answers = ['read', 'full', 'admin'].map((scope) => as(scope, method, path, body));
  return (await Promise.all(answers)).map(({ status }) => status);
};

const entry = {
  name: 'inbox',
  protocol: 'imap',
  host: '127.0.0.1',
  port: 9,
  tls: false,
  user: 'support',
  secret: 'inbox',
  address: 'support@piping.example',
};

const settingsOf = async (scope = 'admin') => (await as(scope, 'GET', '/v1/settings')).body;
const settingOf = async (name: string) => {
  const { settings } = await settingsOf();
  return settings.find((setting: { name: string }) => setting.name === name);
};

describe('the tokens', () => {
  it('may be several, may only read, and are never logged', async () => {
    expect((await as('full', 'PUT', '/v1/users/u', { name: 'U' })).status).toBe(200);
    expect((await as('read', 'GET', '/v1/users/u')).status).toBe(200);
    const refused = await as('read', 'DELETE', '/v1/users/u');
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    expect(pipeline.output()).not.toContain('token-of-');
  });
});

describe('GET /v1/settings', () => {
  it('is for those with full rights', async () => {
    expect(await statusesOf('GET', '/v1/settings')).toEqual([403, 200, 200]);
  });

  it('shows every setting with type, bounds, meaning, value and default', async () => {
    const { settings, senderAddresses } = await settingsOf();
    const names = settings.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['sender-address', 'delimiter', 'mailboxes']));
    expect(await settingOf('grouping-seconds')).toEqual({
      name: 'grouping-seconds',
      value: '0',
      default: '0',
      meaning: expect.stringMatching(/^How long to wait/),
      type: 'number',
      allowed: 'whole number, 0 to 900 seconds',
      minimum: 0,
      maximum: 900,
      unit: 'seconds',
    });
    expect(senderAddresses).toContain('support@piping.example');
  });
});

describe('PUT /v1/settings/{name}', () => {
  const put = (name: string, value: unknown) =>
    as('admin', 'PUT', `/v1/settings/${name}`, { value });

  it('is for admins alone', async () => {
    expect(await statusesOf('PUT', '/v1/settings/human-takeover', { value: 'off' })).toEqual([
      403, 403, 200,
    ]);
  });

  it('changes the value in force', async () => {
    expect((await put('convert-all-emails', 'on')).body).toMatchObject({ value: 'on' });
    await pipeline.smtp({
      from: 'new@customer.example',
      raw: 'From: new@customer.example\r\nTo: support@piping.example\r\nSubject: Hi\r\n\r\nHello.\r\n',
    });
    await pipeline.idle();
    expect((await as('admin', 'GET', '/v1/inbound')).body.mails[0].reason).toBe('new-conversation');
    expect((await put('convert-all-emails', false)).body).toMatchObject({ value: 'off' });
    expect((await settingOf('convert-all-emails')).value).toBe('off');
  });

  it('refuses a bad value with the reason, and changes nothing (S20)', async () => {
    for (const [name, value, reason] of [
      ['grouping-seconds', '901', /900/],
      ['tag-prefix', 'L1', /letters/],
      ['sender-address', 'someone@elsewhere.example', /support@piping\.example/],
      ['mailboxes', [{ ...entry, address: 'other@shop.example' }], /sender-address/],
    ] as const) {
      const { status, body } = await put(name, value);
      expect([name, status, body.detail]).toEqual([name, 422, expect.stringMatching(reason)]);
      expect((await settingOf(name)).value).not.toBe(value);
    }
  });

  it('refuses other names', async () => {
    const { status, body } = await put('no-such-setting', 'on');
    expect([status, body.code]).toEqual([404, 'unknown-setting']);
  });
});

describe('PUT /v1/mailbox-secrets/{name}', () => {
  it('is for admins alone', async () => {
    const body = { value: 'correct horse' };
    expect(await statusesOf('PUT', '/v1/mailbox-secrets/inbox', body)).toEqual([403, 403, 200]);
  });

  it('writes a secret that no answer shows', async () => {
    const written = await as('admin', 'PUT', '/v1/mailbox-secrets/inbox', { value: 'canary-9481' });
    expect([written.status, written.body]).toEqual([200, { name: 'inbox' }]);
    expect((await as('admin', 'GET', '/v1/mailbox-secrets/inbox')).text).not.toContain('canary');
    expect(pipeline.output()).not.toContain('canary-9481');
  });

  it('refuses a name with other characters, and an empty value', async () => {
    for (const name of ['..%2Fapi-tokens', 'a%20b', 'x'.repeat(201)]) {
      const answer = await as('admin', 'PUT', `/v1/mailbox-secrets/${name}`, { value: 'x' });
      expect([name, answer.status]).toEqual([name, 422]);
    }
    expect((await as('admin', 'PUT', '/v1/mailbox-secrets/inbox', { value: '' })).status).toBe(422);
  });
});

describe('POST /v1/mailboxes/rehearse', () => {
  it('is for admins alone', async () => {
    expect(await statusesOf('POST', '/v1/mailboxes/rehearse', {})).toEqual([403, 403, 200]);
  });

  it('tries entries that are not in the setting, and says why one cannot be polled', async () => {
    const mailboxes = [entry, { ...entry, name: 'other', address: 'other@shop.example' }];
    const { status, body } = await as('admin', 'POST', '/v1/mailboxes/rehearse', { mailboxes });
    expect(status).toBe(200);
    expect(body.mailboxes).toMatchObject([
      {
        name: 'inbox',
        error: expect.stringMatching(/127\.0\.0\.1/),
        trouble: { code: expect.any(String) },
      },
      {
        name: 'other',
        error: expect.stringMatching(/not the sender-address/),
        trouble: { code: 'not-sender-address', said: 'other@shop.example' },
      },
    ]);
  });

  it('tries a password without storing it', async () => {
    const mailboxes = [{ ...entry, secret: 'not-stored' }];
    const rehearse = async (more: object) =>
      (await as('admin', 'POST', '/v1/mailboxes/rehearse', { mailboxes, ...more })).body
        .mailboxes[0].trouble.code;
    expect(await rehearse({ secrets: { 'not-stored': 'canary-7730' } })).toBe('unreachable');
    expect(await rehearse({})).toBe('no-password');
    expect(pipeline.output()).not.toContain('canary-7730');
  });

  it('tries the mailboxes of the setting if the body is empty', async () => {
    const { status, body } = await as('admin', 'POST', '/v1/mailboxes/rehearse');
    expect([status, body]).toEqual([200, { mailboxes: [] }]);
  });

  it('refuses a bad entry and names its bad field', async () => {
    const mailboxes = [{ ...entry, port: 0 }];
    const { status, body } = await as('admin', 'POST', '/v1/mailboxes/rehearse', { mailboxes });
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/mailboxes/0/port']);
  });
});

describe('GET /v1/mailboxes', () => {
  it('is for those with full rights', async () => {
    expect(await statusesOf('GET', '/v1/mailboxes')).toEqual([403, 200, 200]);
  });

  it('names each mailbox of the setting, and why its last poll failed', async () => {
    const written = await as('admin', 'PUT', '/v1/settings/mailboxes', { value: [entry] });
    expect(written.status).toBe(200);
    await pipeline.local('POST', '/poll', {});
    const { body } = await as('full', 'GET', '/v1/mailboxes');
    expect(body.mailboxes).toMatchObject([
      {
        name: 'inbox',
        address: entry.address,
        lastError: expect.stringMatching(/127\.0\.0\.1/),
        lastTrouble: { code: expect.any(String) },
      },
    ]);
  });
});
