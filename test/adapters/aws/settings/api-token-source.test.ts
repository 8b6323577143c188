import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseApiTokens } from '../../../../functions/adapters/aws/settings/api-token-source.ts';

const digest = (token: string) => createHash('sha256').update(token).digest();

describe('parseApiTokens', () => {
  it('reads several tokens, so that they can be rotated', () => {
    const text = JSON.stringify([
      { id: 'old', token: 'token-of-old', scope: 'full' },
      { id: 'console', token: 'token-of-console', scope: 'read' },
    ]);
    expect(parseApiTokens(text)).toEqual([
      { id: 'old', scope: 'full', digest: digest('token-of-old') },
      { id: 'console', scope: 'read', digest: digest('token-of-console') },
    ]);
  });

  it('reads the token that the stack generates, with the scope admin', () => {
    const generated = 'x'.repeat(64);
    expect(parseApiTokens(JSON.stringify({ generated }))).toEqual([
      { id: 'generated', scope: 'admin', digest: digest(generated) },
    ]);
  });

  it('accepts a token of any length (contracts §4)', () => {
    const [token] = parseApiTokens('[{"id":"a","token":"t","scope":"read"}]');
    expect(token?.digest).toEqual(digest('t'));
  });

  it('says what the secret must be, without repeating any of it', () => {
    for (const text of ['secret-word', '[]', '{"token":"secret-word"}', '[{"id":"a"}]']) {
      expect(() => parseApiTokens(text)).toThrow(/must be/);
      expect(() => parseApiTokens(text)).not.toThrow(/secret-word/);
    }
  });
});
