import type { MiddlewareHandler } from 'hono';
import type { ApiContext } from '../api-context.ts';

/** What people wrote belongs in no cache (RFC 9111 §5.2.2.5), and JSON is never to be taken for another type. */
export const keepPrivate: MiddlewareHandler<ApiContext> = (c, next) => {
  c.header('cache-control', 'no-store');
  c.header('x-content-type-options', 'nosniff');
  return next();
};
