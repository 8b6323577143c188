import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RehearsalResult, TriedMailboxes } from '../../functions/steps/configuring/ports.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

/** What reached the poller, which would send the stored password to the entries' servers. */
const rehearsed: TriedMailboxes[] = [];

let test: TestApi;
beforeAll(async () => {
  const rehearser = {
    async rehearse(tried: TriedMailboxes): Promise<RehearsalResult> {
      rehearsed.push(tried);
      return { kind: 'rehearsed', report: { mailboxes: [] } };
    },
  };
  test = await startApi({ rehearser });
});
afterAll(() => test?.stop());

let count = 0;
/** An entry with a secret of its own. */
function newEntry() {
  count += 1;
  return {
    name: `box-${count}`,
    protocol: 'imap',
    host: 'imap.shop.example',
    port: 993,
    tls: true,
    user: 'support',
    secret: `box-${count}`,
    address: 'support@piping.example',
  };
}
type Entry = ReturnType<typeof newEntry> & Record<string, unknown>;

const putMailboxes = (value: Entry[], secrets?: Record<string, string>) =>
  test.call('PUT', '/v1/settings/mailboxes', { value, ...(secrets && { secrets }) });
const putSecret = (name: string, value: string) =>
  test.call('PUT', `/v1/mailbox-secrets/${name}`, { value });
const rehearse = (mailboxes: Entry[], secrets?: Record<string, string>) =>
  test.call('POST', '/v1/mailboxes/rehearse', { mailboxes, ...(secrets && { secrets }) });
const storedHost = async () => {
  const { mailboxes = '[]' } = await test.ports.parameters.readTexts();
  return JSON.parse(mailboxes)[0]?.host;
};

/** An entry that is in the setting, with its password stored. */
async function storedEntry(): Promise<Entry> {
  const entry = newEntry();
  await putSecret(entry.secret, 'correct horse');
  expect((await putMailboxes([entry])).status).toBe(200);
  return entry;
}

const ELSEWHERE: [what: string, change: Partial<Entry>][] = [
  ['server', { host: 'imap.thief.example' }],
  ['port', { port: 9993 }],
  ['protocol', { protocol: 'pop3' }],
  ['security', { tls: 'starttls' as never }],
  ['certificate', { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' }],
  ['user', { user: 'somebody.else' }],
  ['way of logging in', { auth: 'xoauth2' }],
  ['name as well as server', { name: 'another', host: 'imap.thief.example' }],
];

describe('PUT /v1/settings/mailboxes (S20)', () => {
  it.each(ELSEWHERE)('sends no stored password to another %s', async (_what, change) => {
    const entry = await storedEntry();
    const { status, body } = await putMailboxes([{ ...entry, ...change }]);
    expect([status, body.code, body.errors[0].pointer]).toEqual([
      422,
      'password-needed',
      `/secrets/${entry.secret}`,
    ]);
    expect(await storedHost()).toBe(entry.host);
  });

  it('takes the change with the password, which is stored', async () => {
    const entry = await storedEntry();
    const moved = { ...entry, host: 'imap.new.example' };
    expect((await putMailboxes([moved], { [entry.secret]: 'given again' })).status).toBe(200);
    expect(await storedHost()).toBe('imap.new.example');
    expect((await putMailboxes([moved])).status).toBe(200);
    expect((await putMailboxes([entry])).status).toBe(422);
  });

  it('takes any other change without the password', async () => {
    const entry = await storedEntry();
    const changed = { ...entry, name: 'renamed', folder: 'Inbox/New', after: 'seen' };
    expect((await putMailboxes([{ ...changed, host: 'IMAP.shop.example' }])).status).toBe(200);
  });

  it('remembers where a password went though its mailbox was taken out', async () => {
    const entry = await storedEntry();
    expect((await putMailboxes([])).status).toBe(200);
    const thief = { ...entry, host: 'imap.thief.example' };
    expect((await putMailboxes([thief])).body.code).toBe('password-needed');
    expect((await putMailboxes([entry])).status).toBe(200);
  });

  it('sends a new password anywhere if no mailbox has used it', async () => {
    const entry = await storedEntry();
    await putMailboxes([]);
    await putSecret(entry.secret, 'another password');
    expect((await putMailboxes([{ ...entry, host: 'imap.new.example' }])).status).toBe(200);
  });

  it('lets a second mailbox use the password only at the same place', async () => {
    const entry = await storedEntry();
    const second = { ...entry, name: 'second', folder: 'Sent' };
    expect((await putMailboxes([entry, second])).status).toBe(200);
    const thief = { ...second, host: 'imap.thief.example' };
    expect((await putMailboxes([entry, thief])).body.code).toBe('password-needed');
  });

  it('refuses a password that no entry asks for, and stores none', async () => {
    const entry = newEntry();
    for (const answer of [
      await putMailboxes([entry], { [entry.secret]: 'x', unused: 'y' }),
      await test.call('PUT', '/v1/settings/delimiter', { value: 'on', secrets: { unused: 'y' } }),
    ]) {
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/secrets/unused']);
    }
  });
});

describe('POST /v1/mailboxes/rehearse (S20)', () => {
  it.each(ELSEWHERE)('tries no stored password with another %s', async (_what, change) => {
    const entry = await storedEntry();
    rehearsed.length = 0;
    const { status, body } = await rehearse([{ ...entry, ...change }]);
    expect([status, body.code]).toEqual([422, 'password-needed']);
    expect(rehearsed).toEqual([]);
  });

  it('tries the stored password where the setting sends it, and a given one anywhere', async () => {
    const entry = await storedEntry();
    expect((await rehearse([{ ...entry, folder: 'Archive' }])).status).toBe(200);
    const moved = { ...entry, host: 'imap.new.example' };
    expect((await rehearse([moved], { [entry.secret]: 'given again' })).status).toBe(200);
    expect((await rehearse([moved])).status).toBe(422);
  });
});
