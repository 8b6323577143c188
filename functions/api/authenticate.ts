import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ApiToken, ApiTokenSource } from '../steps/chatting/ports.ts';
import type { ApiContext } from './api-context.ts';
import { Problem } from './problem.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The token that was given, compared in constant time with every one that is known. */
function findToken(tokens: ApiToken[], authorization: string | undefined): ApiToken | undefined {
  const given = /^Bearer +(\S{1,512})$/i.exec(authorization ?? '')?.[1];
  const digest = createHash('sha256')
    .update(given ?? '')
    .digest();
  const fitting = tokens.filter((token) => timingSafeEqual(token.digest, digest));
  return given === undefined ? undefined : fitting[0];
}

/** Every call below /v1 needs a bearer token; one with scope `read` reads only. No answer says why a token was refused. */
export function authenticate(source: ApiTokenSource): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    const token = findToken(await source.read(), c.req.header('authorization'));
    if (!token) throw new Problem({ status: 401, code: 'unauthorized' });
    if (token.scope === 'read' && !READING.has(c.req.method)) {
      throw new Problem({ status: 403, code: 'forbidden' });
    }
    c.set('token', token);
    await next();
  };
}
