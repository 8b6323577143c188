import type {
  ReconcileErasurePorts,
  ReconcileTakeOverPorts,
  ReconcileWindowPorts,
} from './ports.ts';

/** Longer than any wait in OutgoingQueue with its retries: younger windows are still on their way. */
const WINDOW_OVERDUE_AFTER_MS = 40 * 60_000;

/** Queues due windows again whose queue message was lost, or ended in the dead-letter queue. Returns how many. */
export async function reconcileWindows(
  ports: ReconcileWindowPorts,
  deadline: number,
): Promise<number> {
  const before = ports.clock.now() - WINDOW_OVERDUE_AFTER_MS;
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await ports.windows.listOverdue(before, cursor);
    for (const window of page.items) {
      const { conversationId, windowId } = window;
      ports.log.error({ conversationId, windowId }, 'a mail was not sent in time: queued again');
      await ports.outgoingQueue.put(window, { delayMs: 0, attempt: 0 });
    }
    count += page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined && ports.clock.now() < deadline);
  return count;
}

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

/** The call that began a takeover moves the conversations itself, within seconds. */
const TAKE_OVER_OVERDUE_AFTER_MS = 120_000;

/** Finishes takeovers whose call was killed while it moved the conversations. Returns the number of users. */
export async function reconcileTakeOvers({
  takeOvers,
  clock,
}: ReconcileTakeOverPorts): Promise<number> {
  const before = new Date(clock.now() - TAKE_OVER_OVERDUE_AFTER_MS).toISOString();
  const unfinished = await takeOvers.unfinished(before);
  for (const formerId of unfinished) await takeOvers.finish(formerId);
  return unfinished.length;
}
