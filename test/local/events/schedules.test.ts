import { describe, expect, it } from 'vitest';
import { retryPauseMs } from '../../../local/events/retry-pause.ts';
import { readRate } from '../../../local/events/schedules.ts';

describe('readRate', () => {
  it.each<[string, number]>([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(2 hours)', 7_200_000],
    ['rate(1 day)', 86_400_000],
  ])('%s is %i ms', (expression, expected) => {
    expect(readRate(expression)).toBe(expected);
  });

  it('names an expression that runs on AWS alone', () => {
    expect(() => readRate('cron(0 12 * * ? *)')).toThrow('cron(0 12 * * ? *)');
  });
});

describe('retryPauseMs', () => {
  it('grows from 1 to 8 seconds', () => {
    expect([1, 2, 3, 4, 5, 50].map(retryPauseMs)).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });
});
