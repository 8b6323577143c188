import type { ReconcileAllPorts } from './ports.ts';
import { reconcileDeadLetters } from './reconcile-dead-letters.ts';
import { reconcileLooks } from './reconcile-looks.ts';
import { reconcileMessages } from './reconcile-messages.ts';
import { reconcileErasures, reconcileTakeOvers, reconcileWindows } from './reconcile-overdue.ts';

/** Reserved at the end of a run to finish what is in hand. */
const RESERVE_MS = 30_000;

/** Runs all tasks concurrently, so that a failing one does not stop the others; then throws the first failure. */
export async function reconcileAll(ports: ReconcileAllPorts, remainingMs: number): Promise<void> {
  const deadline = ports.clock.now() + remainingMs - RESERVE_MS;
  const tasks = {
    windowsAgain: reconcileWindows(ports, deadline),
    messagesAgain: reconcileMessages(ports, deadline),
    erasuresAgain: reconcileErasures(ports),
    takeOversAgain: reconcileTakeOvers(ports),
    deadLettersAgain: reconcileDeadLetters(ports, deadline),
    looks: reconcileLooks(ports, deadline),
  };
  const results = await Promise.allSettled(Object.values(tasks));
  const counts = results.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'));
  const named = Object.keys(tasks).map((name, index) => [name, counts[index]]);
  ports.log.info(Object.fromEntries(named), 'reconciled');
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
