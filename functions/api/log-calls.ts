import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Clock, Log } from '../steps/ports.ts';
import type { ApiContext } from './api-context.ts';

/** One line for each call: the route with its placeholders, never a path or query, which hold ids of people and keys of links. */
export function logCalls(log: Log, clock: Clock): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    const begunAt = clock.now();
    await next();
    const fields = {
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      tokenId: c.get('token')?.id,
      durationMs: clock.now() - begunAt,
    };
    log.info(fields, 'a call was answered');
  };
}
