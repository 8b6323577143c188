import { describe, expect, it } from 'vitest';
import { needsScope } from '../../../functions/api/middleware/authenticate.ts';
import { ask, smallApi } from './small-api.ts';

describe('authenticate', () => {
  const hono = smallApi().all('/thing', (c) => c.text(c.get('token').id));

  it('accepts every known token, so that tokens can be rotated', async () => {
    expect(await (await ask(hono)).text()).toBe('chat');
    expect(await (await ask(hono, { token: 'read-token' })).text()).toBe('console');
  });

  it('does not say why a token was refused', async () => {
    const answers = await Promise.all(
      ['wrong', '', 'full-tokenx', 'full-toke', 'x'.repeat(600)].map(async (token) => {
        const answer = await ask(hono, { token });
        return [answer.status, await answer.text()];
      }),
    );
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]?.[0]).toBe(401);
  });

  it('names the way of signing in only where none was accepted (RFC 9110, section 15.5.2)', async () => {
    const way = async (options: { token: string; method?: string }) =>
      (await ask(hono, options)).headers.get('www-authenticate');
    expect(await way({ token: 'wrong' })).toBe('Bearer');
    expect(await way({ token: 'read-token', method: 'PUT' })).toBeNull();
  });

  it('lets a token with the scope read only read', async () => {
    expect((await ask(hono, { token: 'read-token', method: 'PUT' })).status).toBe(403);
    expect((await ask(hono, { token: 'read-token', method: 'DELETE' })).status).toBe(403);
    expect((await ask(hono, { method: 'PUT' })).status).toBe(200);
  });
});

describe('needsScope', () => {
  const hono = smallApi()
    .get('/thing', needsScope('full'), (c) => c.text('read'))
    .put('/thing', needsScope('admin'), (c) => c.text('written'));
  const status = async (token: string, method: string) =>
    (await ask(hono, { token, method })).status;

  it('lets full rights read settings, and only an admin write them', async () => {
    const tokens = ['read-token', 'full-token', 'admin-token'];
    expect(await Promise.all(tokens.map((token) => status(token, 'GET')))).toEqual([403, 200, 200]);
    expect(await Promise.all(tokens.map((token) => status(token, 'PUT')))).toEqual([403, 403, 200]);
  });

  it('says which scope is needed', async () => {
    const answer = await ask(hono, { token: 'full-token', method: 'PUT' });
    expect(await answer.json()).toMatchObject({
      code: 'forbidden',
      detail: 'This needs a token with the scope "admin"; yours has "full".',
    });
  });
});
