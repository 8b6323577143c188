import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

const DESCRIPTION = 'Token has been expired or revoked.';

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** A provider's token endpoint (RFC 6749 §6), and the introspection endpoint for a mail server. */
export async function startTokenEndpoint(): Promise<{
  tokenUrl: string;
  introspectionUrl: string;
  /** Makes the refresh token valid for this user. `renewed`: the one that comes with each access token, as from Microsoft. */
  consent(refreshToken: string, user: string, renewed?: string): void;
  /** The posted forms. */
  requests: URLSearchParams[];
  stop(): void;
}> {
  const consents = new Map<string, { user: string; renewed?: string }>();
  const accessTokens = new Map<string, string>();
  const requests: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (pathname === '/whose') {
      const user = accessTokens.get(searchParams.get('token') ?? '');
      response.statusCode = user ? 200 : 401;
      response.end(JSON.stringify(user ? { user } : { error: 'invalid_token' }));
      return;
    }
    const form = await readForm(request);
    requests.push(form);
    const consent = consents.get(form.get('refresh_token') ?? '');
    if (!consent) {
      response.statusCode = 400;
      const error_description = `${DESCRIPTION} (${form.get('refresh_token')})`;
      response.end(JSON.stringify({ error: 'invalid_grant', error_description }));
      return;
    }
    const accessToken = randomUUID();
    accessTokens.set(accessToken, consent.user);
    const { renewed: refresh_token } = consent;
    response.end(JSON.stringify({ access_token: accessToken, refresh_token, expires_in: 3600 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    tokenUrl: `http://127.0.0.1:${port}/token`,
    introspectionUrl: `http://127.0.0.1:${port}/whose?token=`,
    consent(refreshToken, user, renewed) {
      consents.set(refreshToken, { user, ...(renewed !== undefined && { renewed }) });
      if (renewed !== undefined) consents.set(renewed, { user });
    },
    requests,
    stop: () => void server.close(),
  };
}
