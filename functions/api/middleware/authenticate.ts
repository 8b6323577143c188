import { hash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { API_SCOPES, type ApiScope } from '../../settings/secret-forms.ts';
import type { ApiToken, ApiTokenSource } from '../../steps/chatting/ports.ts';
import type { ApiContext } from '../api-context.ts';
import { Problem } from '../problems/problem.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** One answer for all: it never says why a token was refused. */
const NO_TOKEN = {
  status: 401,
  code: 'unauthorized',
  detail: 'Send one authorization field, "Bearer " and one of the API tokens.',
} as const;

/** The known token that was sent; each is compared in constant time. */
function findToken(tokens: ApiToken[], authorization: string | undefined): ApiToken | undefined {
  const given = /^Bearer +(\S{1,512})$/i.exec(authorization ?? '')?.[1];
  const digest = hash('sha256', given ?? '', 'buffer');
  const fitting = tokens.filter((token) => timingSafeEqual(token.digest, digest));
  return given === undefined ? undefined : fitting[0];
}

/** Every call below /v1 needs a bearer token; a token with scope `read` may only read. */
export function authenticate(source: ApiTokenSource): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    const token = findToken(await source.read(), c.req.header('authorization'));
    if (!token) throw new Problem(NO_TOKEN);
    c.set('token', token);
    if (!READING.has(c.req.method)) requireScope(token, 'full');
    await next();
  };
}

/** Middleware for a route that needs this scope, or a higher one. */
export const needsScope =
  (scope: ApiScope): MiddlewareHandler<ApiContext> =>
  (c, next) => {
    requireScope(c.get('token'), scope);
    return next();
  };

export const hasScope = (token: ApiToken, scope: ApiScope): boolean =>
  API_SCOPES.indexOf(token.scope) >= API_SCOPES.indexOf(scope);

function requireScope(token: ApiToken, scope: ApiScope): void {
  if (hasScope(token, scope)) return;
  const detail = `This needs a token with the scope "${scope}"; yours has "${token.scope}".`;
  throw new Problem({ status: 403, code: 'forbidden', detail });
}
