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
  it('handles simultaneous items one after the other', () => {
    const { stations, endMs } = simulate([station({})], together(10));
    expect(endMs).toBe(1000);
    expect(stations[0]).toMatchObject({ utilisation: 1, oldestMs: 900 });
  });

  it('is faster in proportion to the copies', () => {
    expect(simulate([station({ servers: 5 })], together(10)).endMs).toBe(200);
  });

  it('counts a call once per batch, with batches of one, five and four', () => {
    const batched = station({ batch: 5, perCallMs: 50, waitMs: 10 });
    expect(simulate([batched], together(10)).endMs).toBe(60 + 100 + 90);
  });

  it('lets mails of different people wait in parallel, and compute one after the other', () => {
    const mixed = station({ batch: 5, cpuMs: 10, waitMs: 100, turns: 5 });
    const own = { ...mixed, turns: 1 };
    // batches of one, five and four
    expect(simulate([mixed], together(10)).endMs).toBe(110 + 150 + 140);
    expect(simulate([own], together(10)).endMs).toBe(110 + 550 + 440);
  });

  it('lets an item wait alone for what its copy does one at a time', () => {
    const sending = station({ batch: 5, waitMs: 100, aloneMs: 20, turns: 5 });
    // batches of one, five and four
    expect(simulate([sending], together(10)).endMs).toBe(120 + 200 + 180);
  });

  it('does not exceed a station’s rate', () => {
    const { endMs } = simulate([station({ servers: 50, itemsPerSecond: 2 })], together(10));
    expect(endMs).toBe(5000);
  });

  it('brings every item through all stations, in the time of the slowest', () => {
    const { endMs } = simulate([station({ waitMs: 10 }), station({})], together(10));
    expect(endMs).toBe(1010);
  });
});
