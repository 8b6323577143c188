import type { Api } from './api-context.ts';

const METHODS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'];
/** Hono's name of a handler that is for every method: middleware. */
const EVERY_METHOD = 'ALL';

/** The methods that a path has (RFC 9110 §15.5.6), in upper case; empty: there is no such path. */
export function allowedMethods(api: Api, path: string): string[] {
  const found = METHODS.filter((method) =>
    api.router.match(method, path)[0].some(([[_handler, route]]) => route.method !== EVERY_METHOD),
  );
  return found.includes('GET') ? ['HEAD', ...found] : found;
}
