import { describe, expect, it } from 'vitest';
import { idleDollars } from '../../bench/idle-dollars.ts';
import { synthesize } from '../lib/synthesize.ts';

const dollarsOf = (given: object) =>
  idleDollars(synthesize(given)).reduce((sum, { $ }) => sum + $, 0);

describe('idleDollars', () => {
  it('a stack to which nothing comes costs three dollars a month at most', () => {
    expect(dollarsOf({})).toBeLessThanOrEqual(3);
  });

  it('counts what the configuration adds: the canary has two alarms for its queue and two for itself', () => {
    const alarmsOf = (given: object) =>
      idleDollars(synthesize(given)).find(({ what }) => what === 'alarms')?.count ?? 0;
    expect(alarmsOf({ canary: true }) - alarmsOf({})).toBe(4);
    expect(dollarsOf({ canary: true })).toBeGreaterThan(dollarsOf({}));
  });
});
