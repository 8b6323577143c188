import type { ReconcileErasurePorts } from './ports.ts';

/** The age of a queue's oldest message that raises an alarm. */
const STANDS_STILL_AFTER_MS = 30 * 60_000;

/**
 * Queues an erasure again that lost its place in the queue, or whose later look is due (S19). One without progress for half an hour (queue
 * late, function failing or throttled) is logged as an error, which raises an alarm. Returns how many were queued.
 */
export async function reconcileErasures(ports: ReconcileErasurePorts): Promise<number> {
  const now = ports.clock.now();
  const overdue = await ports.erasures.listOverdue(now);
  for (const { erasureId, lookAt } of overdue) {
    await ports.erasureQueue.put(erasureId, 0);
    const minutes = Math.floor((now - lookAt) / 60_000);
    if (now - lookAt >= STANDS_STILL_AFTER_MS) {
      ports.log.error({ erasureId, minutes }, 'an erasure stands still');
    }
  }
  return overdue.length;
}
