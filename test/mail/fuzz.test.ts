import { describe, expect, it } from 'vitest';
import { readMutants } from '../../bench/fuzz/read-mutants.ts';

describe('parseMessage', () => {
  it('gives every mutated mail an outcome, and never throws (`npm run fuzz` reads 200,000)', async () => {
    const seed = Date.now() % 2 ** 31;
    const { count, outcomes } = await readMutants(seed, 400);
    expect(Object.values(outcomes).reduce((sum, times) => sum + times, 0)).toBe(count);
  });
});
