import { OpenAPIHono } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import type { ApiContext } from '../../../functions/api/api-context.ts';
import { servePage } from '../../../functions/api/routes/pages.ts';

const page = {
  'index.html': { octets: new TextEncoder().encode('<!doctype html>'), contentType: 'text/html' },
  'main-abc.js': {
    octets: new TextEncoder().encode('1'.repeat(5000)),
    contentType: 'text/javascript',
  },
};

const api = new OpenAPIHono<ApiContext>();
servePage(api, 'console', { read: async (name) => page[name as keyof typeof page] });

describe('servePage', () => {
  it.each(['/console', '/console/'])('serves the page at %s with a strict policy', async (path) => {
    const answer = await api.request(path);
    expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html>']);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  it('lets a page with files call the bucket, and no other host (decision 0073)', async () => {
    const withFiles = new OpenAPIHono<ApiContext>();
    const bucket = 'https://bucket.s3.eu-west-1.amazonaws.com';
    servePage(withFiles, 'console', { read: async () => page['index.html'] }, async () => bucket);
    const answer = await withFiles.request('/console');
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain(`connect-src 'self' ${bucket};`);
    const without = await api.request('/console');
    expect(without.headers.get('content-security-policy')).toContain("connect-src 'self';");
  });

  it('serves its files as immutable, compressed', async () => {
    const answer = await api.request('/console/assets/main-abc.js', {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
  });

  it('serves no other file', async () => {
    for (const path of ['/console/assets/none.js', '/console/assets/..%2findex.html', '/console/x'])
      expect((await api.request(path)).status, path).toBe(404);
  });
});
