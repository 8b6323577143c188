import type { Clock, Log } from '../ports.ts';
import type { DeadLetter, DeadLetters } from './ports.ts';

export interface ReconcileDeadLetterPorts {
  deadLetters: DeadLetters[];
  clock: Clock;
  log: Log;
}

const HOUR_MS = 3_600_000;
/** What stood in the way is over by then, or a person has to look: the alarm rings from the first hour on. */
const PAUSES_MS = [HOUR_MS, 4 * HOUR_MS, 16 * HOUR_MS];
/** Of one queue and run; what is left comes with the next. */
const MAX_TAKES = 20;

/**
 * What a queue gave up is tried again after one hour, four and sixteen: feedback, deliveries to webhooks and the rest outlast a fault that
 * lasted longer than the queue's tries, and a poison message ends with a person. Gives how many were put back.
 */
export async function reconcileDeadLetters(
  ports: ReconcileDeadLetterPorts,
  deadline: number,
): Promise<number> {
  let count = 0;
  for (const queue of ports.deadLetters) count += await reconcileQueue(queue, ports, deadline);
  return count;
}

async function reconcileQueue(
  { name, take }: DeadLetters,
  { clock, log }: ReconcileDeadLetterPorts,
  deadline: number,
): Promise<number> {
  let count = 0;
  for (let takes = 0; takes < MAX_TAKES && clock.now() < deadline; takes += 1) {
    const letters = await take();
    if (letters.length === 0) break;
    for (const letter of letters) {
      if (!isDue(letter, clock.now())) continue;
      await letter.putBack();
      log.warn({ queue: name, round: letter.rounds + 1 }, 'what a queue gave up is tried again');
      count += 1;
    }
  }
  return count;
}

function isDue({ sentAt, rounds }: DeadLetter, now: number): boolean {
  const pause = PAUSES_MS[rounds];
  return pause !== undefined && now - sentAt >= pause;
}
