import type { DeadLetter, DeadLetters, ReconcileDeadLetterPorts } from './ports.ts';

const HOUR_MS = 3_600_000;
/** A passing fault is over by then. The alarm rings from the first message on, so a person can look meanwhile. */
const PAUSES_MS = [HOUR_MS, 4 * HOUR_MS, 16 * HOUR_MS];
/** For one queue in one run; the rest waits for the next run. */
const MAX_TAKES = 20;

/**
 * Puts dead letters back after 1, 4 and 16 hours. Feedback, webhook deliveries and the rest thus survive a fault that lasts longer than
 * their queue's retries; a poison message stays for a person. Returns how many were put back.
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
      log.warn(
        { queue: name, round: letter.rounds + 1 },
        'a dead letter was put back into its queue',
      );
      count += 1;
    }
  }
  return count;
}

function isDue({ sentAt, rounds }: DeadLetter, now: number): boolean {
  const pause = PAUSES_MS[rounds];
  return pause !== undefined && now - sentAt >= pause;
}
