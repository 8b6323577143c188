import { describe, expect, it } from 'vitest';
import { createBudgetTable } from '../../../../../functions/adapters/aws/table/sending/budget-table.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const NOW = Date.parse('2026-11-22T10:30:00.000Z');

const { table } = await awsOfFile();

describe('budget', () => {
  const window = (n: number, id = 'carla') => ({
    conversationId: '1',
    participant: { kind: 'user' as const, id },
    windowId: `1-0${n}`,
  });

  it('stops at the limit, for each recipient, until the hour is over (S17)', async () => {
    const budget = createBudgetTable(table);
    const taken = [];
    for (const n of [1, 2, 3]) taken.push(await budget.take(window(n), 2, NOW));
    expect(taken).toEqual([true, true, false]);
    expect(await budget.take(window(3, 'dora'), 2, NOW)).toBe(true);
    expect(await budget.take(window(3), 2, NOW + 3_600_000)).toBe(true);
  });

  it('counts a mail once, however often it is tried (S17)', async () => {
    const budget = createBudgetTable(table);
    const again = { ...window(1), conversationId: '2' };
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await budget.take(again, 1, NOW)).toBe(true);
    }
  });
});
