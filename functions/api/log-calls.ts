import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Clock, Log } from '../steps/ports.ts';
import type { ApiContext } from './api-context.ts';

/** The id that API Gateway gave, which stands in its access log, too; outside of it a new one. */
const requestIdOf = (c: Context<ApiContext>): string =>
  (c.env as Partial<LambdaBindings> | undefined)?.requestContext?.requestId ?? randomUUID();

interface LambdaBindings {
  requestContext: { requestId?: string };
}

/** One line for each call: the route with its placeholders, never a path or query, which hold ids of people and keys of links. */
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
