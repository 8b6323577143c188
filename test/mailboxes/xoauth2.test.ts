import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailboxSecrets } from '../../functions/steps/polling/ports.ts';
import { MailboxWorld, writeMail } from './mailbox-world.ts';
import { startTokenEndpoint } from './start-token-endpoint.ts';

const DAY_MS = 24 * 3_600_000;

let endpoint: Awaited<ReturnType<typeof startTokenEndpoint>>;
let world: MailboxWorld;
beforeAll(async () => {
  endpoint = await startTokenEndpoint();
  world = await MailboxWorld.start(endpoint.introspectionUrl);
});
afterAll(async () => {
  await world.stop();
  endpoint.stop();
});

const secretOf = (refreshToken: string) => ({
  clientId: 'client',
  clientSecret: 'hidden-client-secret',
  refreshToken,
  tokenUrl: endpoint.tokenUrl,
  scope: 'mail',
});

describe.each(['imap', 'pop3'] as const)('pollMailboxes over %s with XOAUTH2', (protocol) => {
  it('gets an access token for the refresh token and logs in with it', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { auth: 'xoauth2' });
    endpoint.consent(`refresh-${box.user}`, box.user);
    world.passwords.set(mailbox.secret, JSON.stringify(secretOf(`refresh-${box.user}`)));
    box.put(writeMail());
    expect(await world.poll(mailbox)).toMatchObject({ taken: 1, skipped: 0 });
    expect(Object.fromEntries(endpoint.requests.at(-1) ?? [])).toEqual({
      grant_type: 'refresh_token',
      client_id: 'client',
      client_secret: 'hidden-client-secret',
      refresh_token: `refresh-${box.user}`,
      scope: 'mail',
    });
  });

  it('keeps the refresh token that came with the access token once the secret is a week old (R2)', async () => {
    const { box, mailbox } = world.addMailbox(protocol, { auth: 'xoauth2' });
    const [first, second] = [`first-${box.user}`, `second-${box.user}`];
    endpoint.consent(first, box.user, second);
    const text = JSON.stringify(secretOf(first));
    const kept: string[] = [];
    const secrets: MailboxSecrets = {
      read: async () => ({ text, version: 'v1', writtenAtMs: Date.now() - 8 * DAY_MS }),
      replace: async (_secret, _read, renewed) => void kept.push(renewed),
    };
    expect(await world.poll(mailbox, { ports: { secrets } })).not.toHaveProperty('error');
    expect(kept.map((each) => JSON.parse(each))).toEqual([secretOf(second)]);
  });

  it("repeats the provider's refusal, and no secret", async () => {
    const { mailbox } = world.addMailbox(protocol, { auth: 'xoauth2' });
    world.passwords.set(mailbox.secret, JSON.stringify(secretOf('refresh-unknown')));
    const report = await world.poll(mailbox);
    expect(report.error).toMatch(/HTTP 400, invalid_grant: Token has been expired or revoked/);
    expect(JSON.stringify(report)).not.toMatch(/refresh-unknown|hidden-client-secret/);
  });

  it('says that the token is for another user than the mailbox', async () => {
    const { mailbox } = world.addMailbox(protocol, { auth: 'xoauth2' });
    endpoint.consent('refresh-of-other', 'box-59');
    world.passwords.set(mailbox.secret, JSON.stringify(secretOf('refresh-of-other')));
    const { error } = await world.poll(mailbox);
    expect(error).toMatch(/refuses the login of .*authentication failed.*its consent may have/);
  });

  it.each([
    ['no JSON', 'just a password', /must be JSON/],
    ['JSON without a refresh token', '{"clientId": "c"}', /wrong: refreshToken/],
    [
      'a token address without TLS',
      '{"clientId": "c", "refreshToken": "r", "tokenUrl": "http://provider.example/token"}',
      /"tokenUrl".*must begin with https/,
    ],
    ['no token address', '{"clientId": "c", "refreshToken": "r"}', /needs "tokenUrl"/],
  ])('names what is wrong with a secret that is %s', async (_, secret, message) => {
    const { mailbox } = world.addMailbox(protocol, { auth: 'xoauth2' });
    world.passwords.set(mailbox.secret, secret);
    expect((await world.poll(mailbox)).error).toMatch(message);
  });
});
