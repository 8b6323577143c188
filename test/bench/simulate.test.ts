import { describe, expect, it } from 'vitest';
import { type Station, simulate } from '../../bench/scale/simulate.ts';

const station = (more: Partial<Station>): Station => ({
  name: 'one',
  servers: 1,
  batch: 1,
  perCallMs: 0,
  cpuMs: 0,
  waitMs: 100,
  turns: 1,
  ...more,
});
const together = (count: number) => Array.from({ length: count }, () => 0);

describe('simulate', () => {
  it('works off what comes together one after the other', () => {
    const { stations, endMs } = simulate([station({})], together(10));
    expect(endMs).toBe(1000);
    expect(stations[0]).toMatchObject({ utilisation: 1, oldestMs: 900 });
  });

  it('is as many times faster as there are copies', () => {
    expect(simulate([station({ servers: 5 })], together(10)).endMs).toBe(200);
  });

  it('pays for a call once a batch: the first comes alone, then five, then four', () => {
    const batched = station({ batch: 5, perCallMs: 50, waitMs: 10 });
    expect(simulate([batched], together(10)).endMs).toBe(60 + 100 + 90);
  });

  it('lets mails of different people wait at the same time, and compute one after the other', () => {
    const mixed = station({ batch: 5, cpuMs: 10, waitMs: 100, turns: 5 });
    const own = { ...mixed, turns: 1 };
    // one alone, then five, then four
    expect(simulate([mixed], together(10)).endMs).toBe(110 + 150 + 140);
    expect(simulate([own], together(10)).endMs).toBe(110 + 550 + 440);
  });

  it('lets no more by than the rate behind', () => {
    const { endMs } = simulate([station({ servers: 50, itemsPerSecond: 2 })], together(10));
    expect(endMs).toBe(5000);
  });

  it('brings every item through all stations: the slowest says how long', () => {
    const { endMs } = simulate([station({ waitMs: 10 }), station({})], together(10));
    expect(endMs).toBe(1010);
  });
});
