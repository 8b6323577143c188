import { describe, expect, it } from 'vitest';
import { issueAskCode, readAskCode } from '../../../functions/conversations/signals/ask-code.ts';
import { secretKey } from '../../support/secret-key.ts';

const keys = { current: 'k1', keys: { k1: secretKey(1) } };
const code = issueAskCode(keys, 'inbound-1', 'anna');

describe('issueAskCode', () => {
  it('differs for each mail, agent and key (S22)', () => {
    const codes = [
      code,
      issueAskCode(keys, 'inbound-2', 'anna'),
      issueAskCode(keys, 'inbound-1', 'bob'),
      issueAskCode({ current: 'k2', keys: { k2: secretKey(2) } }, 'inbound-1', 'anna'),
    ];
    expect(new Set(codes).size).toBe(codes.length);
    expect(issueAskCode(keys, 'inbound-1', 'anna')).toBe(code);
  });

  it('needs the current key', () => {
    expect(() => issueAskCode({ ...keys, current: 'gone' }, 'inbound-1', 'anna')).toThrow('"gone"');
  });
});

describe('readAskCode', () => {
  it('reads the code, also in capitals', () => {
    expect([readAskCode(code), readAskCode(code.toUpperCase())]).toEqual([code, code]);
  });

  it.each([undefined, '', code.slice(1), `${code}a`, `${code.slice(1)}1`])('refuses %s', (text) => {
    expect(readAskCode(text)).toBeUndefined();
  });
});
