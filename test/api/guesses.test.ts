import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachmentLink } from '../../functions/conversations/attachment-link.ts';
import { secretKey } from '../support/secret-key.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

/** More with `GUESSES=10000 npm run test:unit -- test/api/guesses.test.ts`. */
const GUESSES = Number(process.env.GUESSES ?? 200);
const LIMIT_MS = 600_000;
const AT_ONCE = 50;

/** The keys of start-api. */
const KEYS = { current: 'k1', keys: { k1: secretKey(7) } };

let test: TestApi;
let attachmentId: string;
beforeAll(async () => {
  test = await startApi();
  const file = { filename: 'a.pdf', contentType: 'application/pdf', size: 1 };
  const { body } = await test.call('POST', '/v1/attachments', file);
  attachmentId = String(body.attachmentId);
  const headers = { 'content-type': file.contentType };
  await fetch(String(body.uploadUrl), { method: 'PUT', headers, body: 'x' });
});
afterAll(() => test?.stop());

/** The number of answers with each status. */
async function statusesOf(ask: () => Promise<{ status: number }>): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let done = 0; done < GUESSES; done += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, ask));
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

describe('guessing over the API', () => {
  it(
    'opens no file by a key (contracts §2)',
    async () => {
      const guess = () =>
        test.call(
          'GET',
          `/attachments/${attachmentId}?key=${randomBytes(32).toString('base64url')}`,
        );
      expect(Object.keys(await statusesOf(guess))).toEqual(['404']);
      const { pathname, search } = new URL(attachmentLink('https://x', KEYS, attachmentId));
      expect((await test.call('GET', pathname + search)).status).toBe(302);
    },
    LIMIT_MS,
  );

  it(
    'finds no token of the API',
    async () => {
      const guess = () =>
        test.call('GET', '/v1/users', undefined, {
          headers: { authorization: `Bearer ${randomBytes(32).toString('base64url')}` },
        });
      expect(Object.keys(await statusesOf(guess))).toEqual(['401']);
    },
    LIMIT_MS,
  );
});
