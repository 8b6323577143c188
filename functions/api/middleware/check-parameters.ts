import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Api, ApiContext } from '../api-context.ts';
import { MAX_NAMED_ERRORS } from '../limits.ts';
import { pointerOf } from '../problems/describe-issues.ts';
import { Problem } from '../problems/problem.ts';
import * as z from '../zod.ts';

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

/** Refuses query parameters that the call does not take: a misspelt filter would list everything. */
export function checkParameters(api: Api): MiddlewareHandler<ApiContext> {
  let calls: Map<string, string[]> | undefined;
  return async (c, next) => {
    calls ??= parametersByCall(api);
    // a HEAD is answered by the route of the GET
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const names = calls.get(`${method} ${routePath(c, -1)}`);
    const errors = Object.keys(c.req.query())
      .filter((name) => names && !names.includes(name))
      .slice(0, MAX_NAMED_ERRORS)
      .map((name) => ({
        in: 'query' as const,
        pointer: pointerOf([name]),
        message: names?.length
          ? `there is no such parameter; there are ${names.join(', ')}`
          : 'there is no such parameter; this call takes none',
      }));
    if (errors.length > 0) throw new Problem({ status: 422, code: 'invalid', errors });
    await next();
  };
}
