import { describe, expect, it } from 'vitest';
import { faultOf } from './told-by-schemathesis.ts';

const BEGUN = 'Schemathesis v4\n';
const ENDED = 'Seed: 7\n';
const told = (counts: string, faults = '') => `${BEGUN}${faults}Test cases:\n  ${counts}\n${ENDED}`;

describe('faultOf', () => {
  it('is undefined if every case passed', () => {
    expect(faultOf(told('2060 generated, 2060 passed'))).toBeUndefined();
  });

  it.each([
    ['a case failed', told('2060 generated, 2059 passed, 1 skipped'), '2059 of 2060 cases passed'],
    ['it died', `${BEGUN}MemoryError\n${ENDED}`, 'no case was counted'],
    ['it said nothing', '', 'no case was counted'],
  ])('says that %s', (_, output, reason) => {
    expect(faultOf(output)).toMatch(new RegExp(`^${reason}`));
  });

  it('shows the first faults, the beginning and the end', () => {
    const faults = `==== FAILURES ====\n- Server error\n${'x'.repeat(100_000)}\n`;
    const fault = faultOf(told('9 generated, 8 passed', faults)) ?? '';
    expect(fault).toMatch(/^8 of 9 cases passed\n==== FAILURES ====\n- Server error\n/);
    expect(fault).toContain(`began\n${BEGUN}`);
    expect(fault.endsWith(ENDED)).toBe(true);
    expect(fault.length).toBeLessThan(10_000);
  });
});
