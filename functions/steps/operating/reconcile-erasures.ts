import type { ErasureQueue, ErasureStore } from '../erasing/ports.ts';
import type { Clock } from '../ports.ts';

export interface ReconcileErasurePorts {
  erasures: Pick<ErasureStore, 'listOverdue'>;
  erasureQueue: ErasureQueue;
  clock: Clock;
}

/** An erasure whose place in the queue was lost goes on, and one that was done hours ago has its later look (S19). Gives their number. */
export async function reconcileErasures(ports: ReconcileErasurePorts): Promise<number> {
  const overdue = await ports.erasures.listOverdue(ports.clock.now());
  for (const erasureId of overdue) await ports.erasureQueue.put(erasureId, 0);
  return overdue.length;
}
