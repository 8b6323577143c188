import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { ApiContext } from '../../functions/api/api-context.ts';
import { logCalls } from '../../functions/api/log-calls.ts';

describe('logCalls', () => {
  it('names the route, never the ids in the path or the query', async () => {
    const lines: unknown[] = [];
    const note = (fields: object, text: string) => lines.push({ ...fields, text });
    const hono = new Hono<ApiContext>();
    hono.use(logCalls({ info: note, warn: note, error: note }, { now: () => 0 }));
    hono.get('/v1/users/:userId', (c) => c.text('ok'));
    await hono.request('/v1/users/canary?key=canary');
    await hono.request('/canary');
    expect(lines).toMatchObject([
      { method: 'GET', route: '/v1/users/:userId', status: 200 },
      { method: 'GET', status: 404 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});
