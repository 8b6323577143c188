import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Api, ApiContext } from '../api-context.ts';
import { MAX_NAMED_ERRORS } from '../limits.ts';
import { pointerOf } from '../problems/describe-issues.ts';
import { Problem } from '../problems/problem.ts';
import * as z from '../zod.ts';

/** What is wrong with a query parameter, by its name. */
type Wrong = readonly (readonly [name: string, message: string])[];

/** Refuses a query parameter that is given twice: none is a list, so the values would be ambiguous. */
export const refuseRepeated: MiddlewareHandler<ApiContext> = async (c, next) => {
  const repeated = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  refuse(
    repeated.map(([name, { length }]) => [name, `is given ${length} times; it is taken once`]),
  );
  await next();
};

/** Refuses query parameters that the call does not take: a misspelt filter would list everything. */
export function refuseUnknown(api: Api): MiddlewareHandler<ApiContext> {
  let calls: Map<string, string[]> | undefined;
  return async (c, next) => {
    calls ??= parametersByCall(api);
    // a HEAD is answered by the route of the GET
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const taken = calls.get(`${method} ${routePath(c, -1)}`);
    const message = taken?.length
      ? `there is no such parameter; allowed: ${taken.join(', ')}`
      : 'there is no such parameter; this call takes none';
    const unknown = Object.keys(c.req.query()).filter((name) => taken && !taken.includes(name));
    refuse(unknown.map((name) => [name, message]));
    await next();
  };
}

/** The query parameters of each call, by method and path: `GET /v1/users/:userId`. */
function parametersByCall(api: Api): Map<string, string[]> {
  const calls = new Map<string, string[]>();
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { method, path, request } = definition.route;
    const names = request?.query instanceof z.ZodObject ? Object.keys(request.query.shape) : [];
    calls.set(`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, names);
  }
  return calls;
}

function refuse(wrong: Wrong): void {
  const errors = wrong
    .slice(0, MAX_NAMED_ERRORS)
    .map(([name, message]) => ({ in: 'query' as const, pointer: pointerOf([name]), message }));
  if (errors.length > 0) throw new Problem({ status: 422, code: 'invalid', errors });
}
