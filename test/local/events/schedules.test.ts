import { afterEach, describe, expect, it, vi } from 'vitest';
import { retryPauseMs } from '../../../local/events/retry-pause.ts';
import { readRate, Schedules } from '../../../local/events/schedules.ts';

describe('readRate', () => {
  it.each<[string, number]>([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(2 hours)', 7_200_000],
    ['rate(1 day)', 86_400_000],
  ])('%s is %i ms', (expression, expected) => {
    expect(readRate(expression)).toBe(expected);
  });

  it('names an expression that it cannot read', () => {
    expect(() => readRate('cron(0 12 * * ? *)')).toThrow('cron(0 12 * * ? *)');
  });
});

describe('Schedules', () => {
  afterEach(() => void vi.useRealTimers());

  it('run once what was due several times when the clock was put forward', () => {
    vi.useFakeTimers();
    const schedules = new Schedules();
    const runs: string[] = [];
    const add = (name: string, everyMs: number) =>
      schedules.add({ name, everyMs, run: async () => void runs.push(name) });
    add('often', 60_000);
    add('daily', 86_400_000);
    schedules.start();

    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(5_000);
    expect(runs).toEqual(['often']);
    schedules.stop();
    vi.advanceTimersByTime(200_000_000);
    expect(runs).toEqual(['often']);
  });
});

describe('retryPauseMs', () => {
  it('grows from 1 to 8 seconds', () => {
    expect([1, 2, 3, 4, 5, 50].map(retryPauseMs)).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });
});
