import { describe, expect, it } from 'vitest';
import { findAskCodes, issueAskCode } from '../../../functions/conversations/signals/ask-code.ts';
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

describe('findAskCodes', () => {
  it.each([
    `support+${code}`,
    `SUPPORT+${code.toUpperCase()}`,
    `support%2b${code}`,
    `support=2b${code}`,
    `support${code}`,
    `"support ${code}"`,
  ])('finds the code in %s (S22)', (localPart) => {
    expect(findAskCodes(localPart)).toEqual([code]);
  });

  it.each(['', 'support', `support+${code.slice(1)}`, `support+${code.slice(1)}1`])(
    'finds none in %j',
    (localPart) => {
      expect(findAskCodes(localPart)).toEqual([]);
    },
  );
});
