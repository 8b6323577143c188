/** A poll in a process of its own that is killed after it queued its third mail and before the cursor moves. Arguments: one JSON text. */

import { pollMailboxes } from '../../functions/steps/polling/poll-mailboxes.ts';
import { connectAws } from '../support/start-aws.ts';
import { worldPorts } from './mailbox-world.ts';

const DIES_AT = 3;
const { endpoints, names, mailbox, password, activatedAtMs } = JSON.parse(process.argv[2] ?? '{}');
const ports = worldPorts({ ...connectAws(endpoints), ...names }, [mailbox], {
  passwords: new Map([[mailbox.secret, password]]),
  activatedAtMs,
});
let queued = 0;
const queue = {
  async enqueue(mail: Parameters<typeof ports.queue.enqueue>[0]) {
    await ports.queue.enqueue(mail);
    queued += 1;
    if (queued === DIES_AT) process.kill(process.pid, 'SIGKILL');
  },
};
const cutAtMs = Date.now() + 60_000;
await pollMailboxes({ ...ports, queue }, {}, { stopAtMs: cutAtMs, cutAtMs });
