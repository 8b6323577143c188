import { describe, expect, it } from 'vitest';
import { readApiTokens, readTokenKeys } from '../../functions/settings/secret-forms.ts';

const SECRET = 's3cr3t-s3cr3t-s3cr3t-s3cr3t';
const KEY = Buffer.from(SECRET).toString('base64');
const token = (more: object) => ({ id: 'chat', token: SECRET, scope: 'full', ...more });

function refusal(readForm: (text: string) => unknown, given: unknown): string {
  try {
    readForm(typeof given === 'string' ? given : JSON.stringify(given));
  } catch (error) {
    return String(error);
  }
  throw new Error('it was taken');
}

describe('readTokenKeys', () => {
  it.each([
    [
      'a short key',
      { current: 'k1', keys: { k1: KEY, k2: 'c2hvcnQ=' } },
      'keys.k2 is base64 of 5 octets',
    ],
    ['no keys', { current: 'k1' }, 'keys is missing'],
    ['another current id', { current: 'k9', keys: { k1: KEY } }, 'current is none of the keys'],
    ['a key that is no text', { current: 'k1', keys: { k1: 7 } }, 'keys.k1 is of type number'],
    [
      'id and key confused',
      { current: 'k1', keys: { [KEY]: 'k1' } },
      'keys.… is base64 of 1 octets',
    ],
    ['no JSON', SECRET, 'what was given is no JSON (a text of 27 characters)'],
    ['a short generated one', { generated: 'short' }, 'generated is a text of 5 characters'],
  ])(
    'says which field is at fault, for %s, and nothing of a secret (S20)',
    (_what, given, fault) => {
      const said = refusal(readTokenKeys, given);
      expect(said).toContain(fault);
      expect(said).toContain('must be {"current": id, "keys": {id: base64}}');
      expect(said).not.toMatch(/s3cr3t|c2hvcnQ|czNjcjN0/);
    },
  );
});

describe('readApiTokens', () => {
  it.each([
    ['an id with a #', [token({}), token({ id: 'my#id' })], '1.id is a text of 5 characters'],
    ['an unknown scope', [token({ scope: 'all' })], '0.scope is a text of 3 characters'],
    ['an empty token', [token({ token: '' })], '0.token is a text of 0 characters'],
    ['none', [], 'what was given is a list of 0'],
    ['a token that is not in a list', token({}), 'what was given is of type object'],
  ])(
    'says which field is at fault, for %s, and nothing of a secret (S20)',
    (_what, given, fault) => {
      const said = refusal(readApiTokens, given);
      expect(said).toContain(fault);
      expect(said).toContain('must be [{"id", "token", "scope"');
      expect(said).not.toContain('s3cr3t');
    },
  );
});
