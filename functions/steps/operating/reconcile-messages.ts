import { LOOKED_AFTER_MS } from '../notifying/ports.ts';
import { listenersOf } from '../webhooks/publish-event.ts';
import type { OwedMessage, ReconcileMessagePorts } from './ports.ts';

/** Where a new deployment begins. */
const FIRST_LOOK_BACK_MS = 24 * 3_600_000;

/**
 * Every message is decided about and told of, also where the stream has given its record up, and its mails are sent: what was written since the
 * last run and is twenty minutes old is looked at once, so that a run costs what is new. Gives how many were owed something.
 */
export async function reconcileMessages(
  ports: ReconcileMessagePorts,
  deadline: number,
): Promise<number> {
  const { messages, marks, clock } = ports;
  const until = clock.now() - LOOKED_AFTER_MS;
  const since = (await marks.read()) ?? until - FIRST_LOOK_BACK_MS;
  const listeners = listenersOf('message.created', await ports.webhooks.list());
  let owed = 0;
  let cursor: string | undefined;
  do {
    const page = await messages.activeSince(since, cursor);
    for (const id of page.items) {
      await messages.noteLate(id, { since, until });
      for (const message of await messages.owed(id, { since, until }, listeners)) {
        await putAgain(message, ports);
        owed += 1;
      }
    }
    cursor = page.cursor;
    // the next run begins where this one did: looking twice does no harm
    if (cursor !== undefined && clock.now() >= deadline) return owed;
  } while (cursor !== undefined);
  await marks.write(until);
  return owed;
}

async function putAgain(
  { messageId, isDecided, isAnnounced }: OwedMessage,
  { again, log }: ReconcileMessagePorts,
): Promise<void> {
  log.error({ messageId, isDecided, isAnnounced }, 'a message was passed over: queued again');
  if (!isDecided) await again.decide(messageId);
  if (!isAnnounced) await again.announce(messageId);
}
