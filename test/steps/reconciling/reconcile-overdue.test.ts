import { describe, expect, it } from 'vitest';
import { reconcileErasures } from '../../../functions/steps/reconciling/reconcile-overdue.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');

async function reconcile(minutesOverdue: number[]) {
  const [again, errors]: [string[], unknown[]] = [[], []];
  const count = await reconcileErasures({
    erasures: {
      listOverdue: async () =>
        minutesOverdue.map((minutes) => ({
          erasureId: `after-${minutes}`,
          lookAt: NOW - minutes * 60_000,
        })),
    },
    erasureQueue: { put: async (erasureId) => void again.push(erasureId) },
    clock: { now: () => NOW },
    log: { info: () => {}, warn: () => {}, error: (fields) => void errors.push(fields) },
  });
  return { count, again, errors };
}

describe('reconcileErasures', () => {
  it('continues a stopped erasure, and logs no error within half an hour (S19)', async () => {
    const { count, again, errors } = await reconcile([1, 29]);
    expect({ count, again }).toEqual({ count: 2, again: ['after-1', 'after-29'] });
    expect(errors).toEqual([]);
  });

  it('logs an error, which rings an alarm, about an erasure that stood still for half an hour', async () => {
    const { again, errors } = await reconcile([30]);
    expect(again).toEqual(['after-30']);
    expect(errors).toEqual([{ erasureId: 'after-30', minutes: 30 }]);
  });
});
