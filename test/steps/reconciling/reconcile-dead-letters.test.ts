import { describe, expect, it } from 'vitest';
import { reconcileDeadLetters } from '../../../functions/steps/reconciling/reconcile-dead-letters.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');
const HOUR_MS = 3_600_000;

function reconcile(letters: { hours: number; rounds: number }[]) {
  const back: number[] = [];
  const takes = [
    letters.map(({ hours, rounds }, index) => ({
      sentAt: NOW - hours * HOUR_MS,
      rounds,
      putBack: async () => void back.push(index),
    })),
  ];
  const ports = {
    deadLetters: [{ name: 'Feedback', take: async () => takes.pop() ?? [] }],
    clock: { now: () => NOW },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  return reconcileDeadLetters(ports, Infinity).then((count) => ({ count, back }));
}

describe('reconcileDeadLetters', () => {
  it('retries a message that a queue gave up after 1, 4 and 16 hours (S11)', async () => {
    const early = [0.9, 3.9, 15.9].map((hours, rounds) => ({ hours, rounds }));
    expect(await reconcile(early)).toEqual({ count: 0, back: [] });
    const due = [1, 4, 16].map((hours, rounds) => ({ hours, rounds }));
    expect(await reconcile(due)).toEqual({ count: 3, back: [0, 1, 2] });
  });

  it('leaves a message to a person after three retries', async () => {
    expect(await reconcile([{ hours: 300, rounds: 3 }])).toEqual({ count: 0, back: [] });
  });
});
