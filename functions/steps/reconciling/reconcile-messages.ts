import { inGroups } from '../in-groups.ts';
import { LOOKED_AFTER_MS } from '../sending/ports.ts';
import { listenersOf } from '../webhooks/publish-event.ts';
import type { OwedMessage, ReconcileMessagePorts } from './ports.ts';

/** How far a new deployment looks back. */
const FIRST_LOOK_BACK_MS = 24 * 3_600_000;
/** Conversations of a page that are looked at concurrently: after a day without a run they are many, and only a run that ends moves the mark. */
const CONVERSATIONS_AT_ONCE = 10;

/**
 * Finds messages that were not decided about or not announced, because the stream gave up on their record, and queues them again; marks
 * windows that have not ended as late. Each message is looked at once, 20 minutes after it was written, so that a run costs only what is
 * new. Returns how many messages were queued.
 */
export async function reconcileMessages(
  ports: ReconcileMessagePorts,
  deadline: number,
): Promise<number> {
  const { messages, marks, clock } = ports;
  const until = clock.now() - LOOKED_AFTER_MS;
  const since = (await marks.read()) ?? until - FIRST_LOOK_BACK_MS;
  // a clock went back: DynamoDB refuses a span that ends before it begins
  if (until < since) return 0;
  const listeners = listenersOf('message.created', await ports.webhooks.list());
  let owed = 0;
  let cursor: string | undefined;
  do {
    const page = await messages.activeSince(since, cursor);
    await inGroups(page.items, CONVERSATIONS_AT_ONCE, async (id) => {
      await messages.noteLate(id, { since, until });
      for (const message of await messages.owed(id, { since, until }, listeners)) {
        await putAgain(message, ports);
        owed += 1;
      }
    });
    cursor = page.cursor;
    // the next run starts from the same mark: looking twice does no harm
    if (cursor !== undefined && clock.now() >= deadline) return owed;
  } while (cursor !== undefined);
  await marks.write(until);
  return owed;
}

async function putAgain(
  { messageId, isDecided, isAnnounced }: OwedMessage,
  { again, log }: ReconcileMessagePorts,
): Promise<void> {
  log.error(
    { messageId, isDecided, isAnnounced },
    'a message was not decided about or not announced: queued again',
  );
  if (!isDecided) await again.decide(messageId);
  if (!isAnnounced) await again.announce(messageId);
}
