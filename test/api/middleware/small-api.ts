import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { ApiContext } from '../../../functions/api/api-context.ts';
import { authenticate } from '../../../functions/api/middleware/authenticate.ts';
import { answerProblem, Problem } from '../../../functions/api/problems/problem.ts';

const digest = (token: string) => createHash('sha256').update(token).digest();
const tokens = [
  { id: 'chat', digest: digest('full-token'), scope: 'full' as const },
  { id: 'console', digest: digest('read-token'), scope: 'read' as const },
  { id: 'operator', digest: digest('admin-token'), scope: 'admin' as const },
];

/** An API of one route with the tokens of three scopes, for tests of one middleware. */
export function smallApi(): Hono<ApiContext> {
  const hono = new Hono<ApiContext>();
  hono.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error.fields);
    throw error;
  });
  hono.use(authenticate({ read: async () => tokens }));
  return hono;
}

/** Calls its `/thing`, as the token `full-token` by default. */
export const ask = (hono: Hono<ApiContext>, init: RequestInit & { token?: string } = {}) =>
  hono.request('/thing', {
    ...init,
    headers: {
      authorization: `Bearer ${init.token ?? 'full-token'}`,
      'content-type': 'application/json',
      ...init.headers,
    },
  });
