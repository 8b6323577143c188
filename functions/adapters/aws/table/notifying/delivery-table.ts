import type { DeliveryStore } from '../../../../steps/chatting/ports.ts';
import type { DeliveryWriter } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem, PENDING } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, put, update, type Write } from '../write.ts';

/** Rows that are written at the same time. */
const PARALLEL_WRITES = 25;

/** Each by itself: where a row is already, this event came twice and the first decision stays. */
async function writeEach(items: ItemStore, writes: Write[]): Promise<void> {
  for (let from = 0; from < writes.length; from += PARALLEL_WRITES) {
    await Promise.all(writes.slice(from, from + PARALLEL_WRITES).map((one) => items.write(one)));
  }
}

async function markBounced(
  items: ItemStore,
  ...[messageId, participant, reason, at]: Parameters<DeliveryWriter['markBounced']>
): Promise<void> {
  const change = { set: { decision: 'bounced', reason, at } } as const;
  // a complaint outweighs a bounce, a permanent bounce a passing one; the same event twice changes nothing
  const weaker = { complaint: ['hard-bounce', 'soft-bounce'], 'hard-bounce': ['soft-bounce'] };
  const [first = '', second = first] = reason === 'soft-bounce' ? [] : weaker[reason];
  await items.write(
    update(deliveryItem, keys.delivery(messageId, participant), change, {
      if: 'decision = :sent OR (decision = :bounced AND reason IN (:first, :second))',
      values: { sent: 'sent', bounced: 'bounced', first, second },
    }),
  );
}

/** What was decided about each message and possible recipient (S11). */
export function createDeliveryTable(items: ItemStore): DeliveryStore & DeliveryWriter {
  return {
    list: (messageId) =>
      items.all(deliveryItem, {
        partition: keys.deliveries(messageId),
        filter: { if: 'decision <> :pending', values: { pending: PENDING } },
      }),
    putSkipped: (rows) =>
      writeEach(
        items,
        rows.map((row) =>
          put(deliveryItem, keys.delivery(row.messageId, row.participant), row, IF_NEW),
        ),
      ),
    putSummaries: (messageId, summaries, at) =>
      writeEach(
        items,
        summaries.map(({ reason, count }) => {
          const row = { messageId, decision: 'skipped', reason, count, at } as const;
          return put(deliveryItem, keys.deliverySummary(messageId, reason), row, IF_NEW);
        }),
      ),
    markBounced: (...about) => markBounced(items, ...about),
  };
}
