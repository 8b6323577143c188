import { describe, expect, it } from 'vitest';
import { untilEnd } from '../../../console/people/report-end.ts';

const NOW = Date.parse('2026-11-29T10:00:00Z');

describe('untilEnd', () => {
  it.each([
    ['when the report ends (S10)', '2026-11-29T10:02:00Z', 120_000],
    ['a moment later, if it has ended by a clock that is fast', '2026-11-29T09:59:00Z', 5000],
    ['never, where nobody reported', undefined, false],
  ])('has presence looked at again %s', (_when, until, again) => {
    expect(untilEnd({ status: 'online', ...(until && { until }) }, NOW)).toBe(again);
  });
});
