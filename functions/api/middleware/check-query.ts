import type { MiddlewareHandler } from 'hono';
import type { ApiContext } from '../api-context.ts';
import { MAX_NAMED_ERRORS } from '../limits.ts';
import { pointerOf } from '../problems/describe-issues.ts';
import { Problem } from '../problems/problem.ts';

/** Refuses a query parameter that is given twice: none is a list, so the values would be ambiguous. */
export const checkQuery: MiddlewareHandler<ApiContext> = async (c, next) => {
  const errors = Object.entries(c.req.queries())
    .filter(([, values]) => values.length > 1)
    .slice(0, MAX_NAMED_ERRORS)
    .map(([name, values]) => ({
      in: 'query' as const,
      pointer: pointerOf([name]),
      message: `is given ${values.length} times; it is taken once`,
    }));
  if (errors.length > 0) throw new Problem({ status: 422, code: 'invalid', errors });
  await next();
};
