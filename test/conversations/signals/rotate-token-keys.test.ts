import { describe, expect, it } from 'vitest';
import { parseTokenKeys } from '../../../functions/adapters/aws/settings/token-key-source.ts';
import {
  addTokenKey,
  formatTokenKeys,
  retireTokenKey,
} from '../../../functions/conversations/signals/rotate-token-keys.ts';
import {
  issueToken,
  type TokenKeys,
  verifyToken,
} from '../../../functions/conversations/signals/token.ts';
import { secretKey } from '../../support/secret-key.ts';

const keys: TokenKeys = { current: 'k1', keys: { k1: secretKey(1) } };
const carla = { kind: 'user', id: 'carla' } as const;

describe('addTokenKey', () => {
  it('signs with the new key and reads with the old one (S2)', () => {
    const old = issueToken(keys, 'address', '7', carla);
    const rotated = addTokenKey(keys, 'k2', secretKey(2));
    expect(rotated.current).toBe('k2');
    expect(verifyToken(rotated, 'address', old)?.conversationId).toBe('7');
  });

  it('refuses an id in use, so that no key is lost', () => {
    expect(() => addTokenKey(keys, 'k1', secretKey(2))).toThrow(/already/);
  });

  it('keeps the newest eight keys', () => {
    let many = keys;
    for (let id = 2; id <= 12; id += 1) many = addTokenKey(many, `k${id}`, secretKey(id));
    expect(Object.keys(many.keys)).toHaveLength(8);
    expect(many.keys.k1).toBeUndefined();
  });
});

describe('retireTokenKey', () => {
  it('invalidates what the old key signed (S2)', () => {
    const old = issueToken(keys, 'address', '7', carla);
    const rotated = retireTokenKey(addTokenKey(keys, 'k2', secretKey(2)), 'k1');
    expect(verifyToken(rotated, 'address', old)).toBeUndefined();
  });

  it('does not change the other keys (S2)', () => {
    const rotated = addTokenKey(keys, 'k2', secretKey(2));
    const token = issueToken(rotated, 'address', '7', carla);
    const left = retireTokenKey(rotated, 'k1');
    expect(Object.keys(left.keys)).toEqual(['k2']);
    expect(verifyToken(left, 'address', token)?.conversationId).toBe('7');
  });

  it.each([
    ['k1', /current/],
    ['k9', /no key "k9": there are k1/],
  ])('refuses %s', (id, why) => {
    expect(() => retireTokenKey(keys, id)).toThrow(why);
  });
});

describe('formatTokenKeys', () => {
  it('is read back as the same keys', () => {
    expect(parseTokenKeys(formatTokenKeys(keys))).toEqual(keys);
  });
});

describe('parseTokenKeys', () => {
  it.each([
    ['no JSON', '{'],
    ['a short key', '{"current":"k1","keys":{"k1":"YWJj"}}'],
    ['a missing current key', '{"current":"k2","keys":{}}'],
  ])('refuses %s, and repeats no key', (_name, text) => {
    expect(() => parseTokenKeys(text)).toThrow(/token.key/);
    expect(() => parseTokenKeys(text)).not.toThrow(/YWJj/);
  });

  it('accepts the secret that the stack generates as the first key', () => {
    expect(parseTokenKeys(`{"generated":"${'x'.repeat(64)}"}`).current).toBe('generated');
  });
});
