import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '../../../functions/api/limits.ts';
import { checkBody } from '../../../functions/api/middleware/check-body.ts';
import { ask, smallApi } from './small-api.ts';

describe('checkBody', () => {
  const hono = smallApi();
  hono.use(checkBody);
  hono.post('/thing', async (c) => c.json(await c.req.json()));
  const post = (body: string | Buffer<ArrayBuffer>, headers = {}) =>
    ask(hono, { method: 'POST', body, headers });

  it('takes JSON', async () => {
    expect(await (await post('{"a":1}')).json()).toEqual({ a: 1 });
  });

  it('answers 400 to a body that is not JSON in UTF-8', async () => {
    for (const body of ['{not json', ' ', Buffer.from([0x22, 0xff, 0x22])]) {
      expect((await post(body)).status).toBe(400);
    }
  });

  it.each(['[', '{"a":'])('answers 400 to more than 16 of %j within one another', async (open) => {
    const nested = (depth: number) =>
      `${open.repeat(depth)}0${(open === '[' ? ']' : '}').repeat(depth)}`;
    expect((await post(nested(16))).status).toBe(200);
    for (const depth of [17, 80_000]) {
      const answer = await post(nested(depth));
      expect([answer.status, (await answer.json()).code]).toEqual([400, 'unreadable-json']);
    }
  });

  it('answers 413 above 512 KB', async () => {
    const text = (octets: number) => JSON.stringify('x'.repeat(octets - 2));
    expect((await post(text(MAX_BODY_BYTES))).status).toBe(200);
    expect((await post(text(MAX_BODY_BYTES + 1))).status).toBe(413);
  });

  it('answers 415 for another type', async () => {
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });
});
