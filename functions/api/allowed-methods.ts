import type { Api } from './api-context.ts';

const METHODS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'];
/** Hono's method name of middleware, which handles every method. */
const EVERY_METHOD = 'ALL';

/** The methods of a path (RFC 9110 §15.5.6), in upper case; empty: there is no such path. */
export function allowedMethods(api: Api, path: string): string[] {
  const found = METHODS.filter((method) =>
    api.router.match(method, path)[0].some(([[_handler, route]]) => route.method !== EVERY_METHOD),
  );
  return found.includes('GET') ? ['HEAD', ...found] : found;
}
