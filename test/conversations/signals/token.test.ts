import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../functions/conversations/people/people.ts';
import {
  issueToken,
  recipientMark,
  TOKEN_CHARS,
  type TokenKeys,
  verifyToken,
} from '../../../functions/conversations/signals/token.ts';
import { secretKey } from '../../support/secret-key.ts';

const keys: TokenKeys = { current: 'k1', keys: { k1: secretKey(1) } };
const carla: Participant = { kind: 'user', id: 'carla' };

describe('issueToken', () => {
  it('gives a short text of lower-case letters and digits, so that the local part stays within 64 octets (S2)', () => {
    const token = issueToken(keys, 'address', '2457', carla);
    expect(token).toMatch(/^[a-z2-7]+$/);
    expect(token).toHaveLength(TOKEN_CHARS);
    expect(`support.and.sales.europe+${token}`.length).toBeLessThanOrEqual(64);
  });

  it('gives the same recipient the same token again, so that a thread keeps one reply address (S2)', () => {
    expect(issueToken(keys, 'address', '2457', carla)).toBe(
      issueToken(keys, 'address', '2457', carla),
    );
  });

  it.each([String(32 ** 7), '-1', '1.5', 'x', '1e99'])(
    'refuses %s, which is no number that fits, instead of cutting it',
    (number) => {
      expect(() => issueToken(keys, 'address', number, carla)).toThrow(/outside/);
    },
  );

  it.each(['0', String(32 ** 7 - 1)])('takes %s, the first or last number (S2)', (number) => {
    const token = issueToken(keys, 'address', number, carla);
    expect(verifyToken(keys, 'address', token)?.conversationId).toBe(number);
  });
});

describe('verifyToken', () => {
  it('returns the conversation and the recipient of the token, for any number and id (S2)', () => {
    const participant = fc.record({
      kind: fc.constantFrom('user' as const, 'agent' as const, 'guest' as const),
      id: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 32 ** 7 - 1 }), participant, (number, recipient) => {
        const token = issueToken(keys, 'address', String(number), recipient);
        expect(verifyToken(keys, 'address', token)).toEqual({
          conversationId: String(number),
          recipientMark: recipientMark(recipient),
        });
      }),
    );
  });

  it('reads a token that a mail program wrote in capitals (S2)', () => {
    const token = issueToken(keys, 'address', '2457', carla);
    expect(verifyToken(keys, 'address', token.toUpperCase())?.conversationId).toBe('2457');
  });

  it('refuses a token with any one character changed (S2)', () => {
    const token = issueToken(keys, 'address', '2457', carla);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'a' ? 'b' : 'a';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(verifyToken(keys, 'address', changed)).toBeUndefined();
    }
  });

  it('refuses a reply address’s token as a reference, and the other way round', () => {
    const token = issueToken(keys, 'address', '2457', carla);
    expect(verifyToken(keys, 'reference', token)).toBeUndefined();
    const reference = issueToken(keys, 'reference', '2457', carla);
    expect(verifyToken(keys, 'address', reference)).toBeUndefined();
  });

  it('reads with the old key and signs with the new one while keys are rotated (S2)', () => {
    const old = issueToken(keys, 'address', '2457', carla);
    const rotated: TokenKeys = {
      current: 'k2',
      keys: { ...keys.keys, k2: createSecretKey(randomBytes(32)) },
    };
    expect(verifyToken(rotated, 'address', old)?.conversationId).toBe('2457');
    expect(issueToken(rotated, 'address', '2457', carla)).not.toBe(old);
  });

  it('reads a token of any key in the secret, however many there are (S2)', () => {
    const ids = Array.from({ length: 20 }, (_, at) => `k${at}`);
    const many = Object.fromEntries(ids.map((id, at) => [id, secretKey(at)]));
    for (const current of ids) {
      const token = issueToken({ current, keys: many }, 'address', '2457', carla);
      expect(verifyToken({ current: 'k0', keys: many }, 'address', token)).toBeDefined();
    }
  });

  it('refuses a token once its key is gone (S2)', () => {
    const old = issueToken(keys, 'address', '2457', carla);
    const later: TokenKeys = { current: 'k2', keys: { k2: secretKey(2) } };
    expect(verifyToken(later, 'address', old)).toBeUndefined();
  });

  it('matches nothing on empty or overlong input (S1)', () => {
    for (const text of ['', '+', 'a', 'a'.repeat(10_000)]) {
      expect(verifyToken(keys, 'address', text)).toBeUndefined();
    }
  });
});
