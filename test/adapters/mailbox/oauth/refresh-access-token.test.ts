import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshAccessToken } from '../../../../functions/adapters/mailbox/oauth/refresh-access-token.ts';
import { startTokenEndpoint } from '../../../mailboxes/start-token-endpoint.ts';
import { FAKE_MAILBOX } from '../../../steps/polling/fake-mailbox.ts';

let endpoint: Awaited<ReturnType<typeof startTokenEndpoint>>;
beforeAll(async () => {
  endpoint = await startTokenEndpoint();
  endpoint.consent('refresh', 'ann');
});
afterAll(() => endpoint.stop());

const secret = (more: object = {}) =>
  JSON.stringify({
    clientId: 'client',
    refreshToken: 'refresh',
    tokenUrl: endpoint.tokenUrl,
    ...more,
  });
const HERE = { isLoopbackAllowed: true };
const microsoft = { ...FAKE_MAILBOX, host: 'outlook.office365.com', auth: 'xoauth2' as const };

describe('refreshAccessToken', () => {
  it('gives the access token', async () => {
    const answer = await refreshAccessToken(secret(), FAKE_MAILBOX, HERE);
    expect(answer).toEqual({ accessToken: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('gives the whole secret with a new refresh token, if one comes with the access token (RFC 6749 §6)', async () => {
    endpoint.consent('older', 'ann', 'newer');
    const given = secret({ refreshToken: 'older', ticket: 'IT-7' });
    const { renewedSecret = '' } = await refreshAccessToken(given, FAKE_MAILBOX, HERE);
    expect(JSON.parse(renewedSecret)).toEqual({ ...JSON.parse(given), refreshToken: 'newer' });
  });

  it('gives no secret if the same refresh token comes again', async () => {
    endpoint.consent('lasting', 'ann', 'lasting');
    const given = secret({ refreshToken: 'lasting' });
    expect(await refreshAccessToken(given, FAKE_MAILBOX, HERE)).not.toHaveProperty('renewedSecret');
  });

  it.each([
    ['imap', 'IMAP'],
    ['pop3', 'POP'],
  ] as const)('asks Microsoft for the scope of %s', async (protocol, service) => {
    await refreshAccessToken(secret(), { ...microsoft, protocol }, HERE);
    expect(endpoint.requests.at(-1)?.get('scope')).toBe(
      `https://outlook.office.com/${service}.AccessAsUser.All offline_access`,
    );
  });

  it('asks for the scope in the secret first of all', async () => {
    await refreshAccessToken(secret({ scope: 'own' }), microsoft, HERE);
    expect(endpoint.requests.at(-1)?.get('scope')).toBe('own');
  });

  it.each([
    ['without end', {}, Buffer.alloc(2 ** 20, ' ')],
    ['that unpacks to gigabytes', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(2 ** 26))],
  ])('reads no more of an answer %s than any provider gives', async (_what, headers, piece) => {
    let sent = 0;
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      const write = () => {
        sent += piece.length;
        if (!response.destroyed && sent < 2 ** 28) response.write(piece, write);
      };
      write();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const given = secret({ tokenUrl: `http://127.0.0.1:${port}/token` });
    await expect(refreshAccessToken(given, FAKE_MAILBOX, HERE)).rejects.toThrow(/no access token/);
    expect(sent).toBeLessThan(2 ** 26);
    server.closeAllConnections();
    server.close();
  });

  it('calls no http of the machine it runs on, where Lambda has the API of its runtime (R2)', async () => {
    const asked = endpoint.requests.length;
    await expect(
      refreshAccessToken(secret(), FAKE_MAILBOX, { isLoopbackAllowed: false }),
    ).rejects.toThrow(/must begin with https/);
    expect(endpoint.requests).toHaveLength(asked);
  });

  it.each([429, 503])(
    'takes no consent for ended because the provider answers %d',
    async (status) => {
      const server = createServer((_request, response) => response.writeHead(status).end('<html>'));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port } = server.address() as AddressInfo;
      const given = secret({ tokenUrl: `http://127.0.0.1:${port}/token` });
      await expect(refreshAccessToken(given, FAKE_MAILBOX, HERE)).rejects.toMatchObject({
        message: expect.stringContaining(`HTTP ${status}`),
        trouble: { code: 'server-error' },
      });
      server.closeAllConnections();
      server.close();
    },
  );

  it('names a host that does not answer, and says why', async () => {
    const unreachable = secret({ tokenUrl: 'http://127.0.0.1:1/token' });
    await expect(refreshAccessToken(unreachable, FAKE_MAILBOX, HERE)).rejects.toThrow(
      /127\.0\.0\.1:1 gives no access token.*\(bad port\).*check "tokenUrl"/,
    );
  });
});
