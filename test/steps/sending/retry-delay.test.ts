import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../functions/steps/sending/retry-delay.ts';

describe('retryDelayMs', () => {
  it.each([
    ['throttled', [1_000, 1_000, 1_000]],
    ['paused', [5_000, 10_000, 20_000]],
    ['quota-exceeded', [60_000, 120_000, 240_000]],
  ] as const)('doubles the delay of %s up to its limit', (kind, expected) => {
    expect([0, 1, 2].map((attempt) => retryDelayMs(kind, attempt, 1))).toEqual(expected);
    expect(retryDelayMs(kind, 1_000_000, 1)).toBeLessThanOrEqual(900_000);
  });

  it('is as little as half of that by chance, so that mails refused together spread', () => {
    expect(retryDelayMs('paused', 0, 0)).toBe(2_500);
  });
});
