import type { ErasureQueue, ErasureStore } from '../erasing/ports.ts';
import type { Clock, Log } from '../ports.ts';

export interface ReconcileErasurePorts {
  erasures: Pick<ErasureStore, 'listOverdue'>;
  erasureQueue: ErasureQueue;
  clock: Clock;
  log: Log;
}

/** As long as a queue's oldest message may wait before an alarm rings. */
const STANDS_STILL_AFTER_MS = 30 * 60_000;

/**
 * An erasure whose place in the queue was lost goes on, and one that was done hours ago has its later look (S19). One that went no further for half an
 * hour, whether its queue is late, its function fails or is throttled, is an error, which an alarm listens for. Gives their number.
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
