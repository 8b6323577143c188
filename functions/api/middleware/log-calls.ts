import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Clock, Log } from '../../steps/ports.ts';
import type { ApiContext } from '../api-context.ts';

/** API Gateway's request id, which its access log has, too; without API Gateway a new one. */
const requestIdOf = (c: Context<ApiContext>): string =>
  (c.env as Partial<LambdaBindings> | undefined)?.requestContext?.requestId ?? randomUUID();

interface LambdaBindings {
  requestContext: { requestId?: string };
}

/** Logs one line for each call, with the route's pattern. Never the path or query, which hold ids of people and keys of links. */
export function logCalls(log: Log, clock: Clock): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    const begunAt = clock.now();
    const requestId = requestIdOf(c);
    await next();
    c.header('x-request-id', requestId);
    const fields = {
      requestId,
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      tokenId: c.get('token')?.id,
      durationMs: clock.now() - begunAt,
    };
    log.info(fields, 'a call was answered');
  };
}
