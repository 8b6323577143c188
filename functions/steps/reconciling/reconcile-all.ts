import type { ReconcileMessagePorts } from './ports.ts';
import { type ReconcileDeadLetterPorts, reconcileDeadLetters } from './reconcile-dead-letters.ts';
import { type ReconcileErasurePorts, reconcileErasures } from './reconcile-erasures.ts';
import { type ReconcileLookPorts, reconcileLooks } from './reconcile-looks.ts';
import { reconcileMessages } from './reconcile-messages.ts';
import { type ReconcileTakeOverPorts, reconcileTakeOvers } from './reconcile-take-overs.ts';
import { type ReconcileWindowPorts, reconcileWindows } from './reconcile-windows.ts';

export interface ReconcileAllPorts {
  mails: ReconcileLookPorts;
  windows: ReconcileWindowPorts;
  messages: ReconcileMessagePorts;
  erasures: ReconcileErasurePorts;
  takeOvers: ReconcileTakeOverPorts;
  deadLetters: ReconcileDeadLetterPorts;
}

/** Reserved at the end of a run to finish what is in hand. */
const RESERVE_MS = 30_000;

/** Runs all tasks concurrently, so that a failing one does not stop the others; then throws the first failure. */
export async function reconcileAll(
  { mails, windows, messages, erasures, takeOvers, deadLetters }: ReconcileAllPorts,
  remainingMs: number,
): Promise<void> {
  const deadline = windows.clock.now() + remainingMs - RESERVE_MS;
  const results = await Promise.allSettled([
    reconcileWindows(windows, deadline),
    reconcileMessages(messages, deadline),
    reconcileErasures(erasures),
    reconcileTakeOvers(takeOvers),
    reconcileDeadLetters(deadLetters, deadline),
    reconcileLooks(mails, deadline),
  ]);
  const [windowsAgain, messagesAgain, erasuresAgain, takeOversAgain, deadLettersAgain, looks] =
    results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'));
  const again = { windowsAgain, messagesAgain, erasuresAgain, takeOversAgain, deadLettersAgain };
  windows.log.info({ ...again, looks }, 'reconciled');
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
