import { describe, expect, it } from 'vitest';
import { planBudget } from '../../../functions/steps/polling/plan-budget.ts';

describe('planBudget', () => {
  it('begins no mail in the last 30 seconds of the function', () => {
    expect(planBudget(1_000, 300_000)).toEqual({ stopAtMs: 271_000, cutAtMs: 296_000 });
  });

  it('leaves half the time for work if there is little', () => {
    expect(planBudget(0, 20_000)).toEqual({ stopAtMs: 10_000, cutAtMs: 15_000 });
  });
});
