import { lookAfterMail } from './look-after-mail.ts';
import type { QueuedLook, ReconcileLookPorts } from './ports.ts';

/**
 * Looks after every stored mail that is due in LookQueue. A look that fails is logged, stays in the queue and is repeated by the next run.
 * Returns how many messages of the queue were done.
 */
export async function reconcileLooks(ports: ReconcileLookPorts, deadline: number): Promise<number> {
  let count = 0;
  while (ports.clock.now() < deadline) {
    const looks = await ports.looks.take();
    if (looks.length === 0) break;
    const done = await Promise.all(looks.map((look) => isLookedAfter(look, ports)));
    const over = looks.filter((_, index) => done[index]);
    if (over.length > 0) await ports.looks.remove(over);
    count += over.length;
  }
  return count;
}

async function isLookedAfter(look: QueuedLook, ports: ReconcileLookPorts): Promise<boolean> {
  try {
    for (const mail of look.read()) await lookAfterMail(mail, ports);
    return true;
  } catch (error) {
    ports.log.error({ error }, 'a look at a stored mail failed and is tried again');
    return false;
  }
}
