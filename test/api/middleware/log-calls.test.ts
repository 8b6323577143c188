import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { ApiContext } from '../../../functions/api/api-context.ts';
import type { ApiPorts } from '../../../functions/api/api-ports.ts';
import { createApi } from '../../../functions/api/create-api.ts';
import { logCalls } from '../../../functions/api/middleware/log-calls.ts';

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

  it('names the route of a call that failed, too: an address in a log would outlive an erasure (S19)', async () => {
    const lines: object[] = [];
    const note = (fields: object, text: string) => lines.push({ ...fields, text });
    const tokenKeys = { read: () => Promise.reject(new Error('no keys now')) };
    const log = { info: note, warn: note, error: note };
    const ports = { log, clock: { now: () => 0 }, tokenKeys } as Partial<ApiPorts> as ApiPorts;
    const { status } = await createApi(ports).request('/attachments/canary?key=canary');
    expect(status).toBe(500);
    expect(lines).toMatchObject([
      { text: 'a call failed', method: 'GET', route: '/attachments/:attachmentId' },
      { text: 'a call was answered', status: 500 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});
