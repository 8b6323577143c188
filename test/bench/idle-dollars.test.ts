import { describe, expect, it } from 'vitest';
import { idleDollars } from '../../bench/idle-dollars.ts';
import { synthesize } from '../lib/synthesize.ts';

const dollarsOf = (given: object) =>
  idleDollars(synthesize(given)).reduce((sum, { $ }) => sum + $, 0);

describe('idleDollars', () => {
  it('an idle stack costs at most three dollars a month', () => {
    expect(dollarsOf({})).toBeLessThanOrEqual(3);
  });

  it('counts the four alarms and the costs that the canary adds', () => {
    const alarmsOf = (given: object) =>
      idleDollars(synthesize(given)).find(({ what }) => what === 'alarms')?.count ?? 0;
    expect(alarmsOf({ canary: true }) - alarmsOf({})).toBe(4);
    expect(dollarsOf({ canary: true })).toBeGreaterThan(dollarsOf({}));
  });
});
