import type { ReconcileWindowPorts } from './ports.ts';

/** Longer than any wait in OutgoingQueue with its retries: younger windows are still on their way. */
const OVERDUE_AFTER_MS = 40 * 60_000;

/** Queues due windows again whose queue message was lost, or ended in the dead-letter queue. Returns how many. */
export async function reconcileWindows(
  ports: ReconcileWindowPorts,
  deadline: number,
): Promise<number> {
  const before = ports.clock.now() - OVERDUE_AFTER_MS;
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
