import type { Clock, Log } from '../ports.ts';
import type { ReconcileMessagePorts } from './ports.ts';
import { type ReconcileDeadLetterPorts, reconcileDeadLetters } from './reconcile-dead-letters.ts';
import { type ReconcileErasurePorts, reconcileErasures } from './reconcile-erasures.ts';
import { type ReconcileLookPorts, reconcileLooks } from './reconcile-looks.ts';
import { reconcileMessages } from './reconcile-messages.ts';
import { type ReconcileTakeOverPorts, reconcileTakeOvers } from './reconcile-take-overs.ts';
import { type ReconcileWindowPorts, reconcileWindows } from './reconcile-windows.ts';

export interface ReconcileAllPorts {
  mails: ReconcileLookPorts;
  windows: ReconcileWindowPorts & { clock: Clock; log: Log };
  messages: ReconcileMessagePorts;
  erasures: ReconcileErasurePorts;
  takeOvers: ReconcileTakeOverPorts;
  deadLetters: ReconcileDeadLetterPorts;
}

/** Kept back, so that what is in hand comes to its end. */
const RESERVE_MS = 30_000;

/** One must not keep the others from their work; whichever failed is told. */
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
