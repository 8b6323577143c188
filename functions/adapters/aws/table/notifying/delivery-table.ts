import type { DeliveryStore } from '../../../../steps/chatting/ports.ts';
import type { DeliveryWriter } from '../../../../steps/notifying/ports.ts';
import { anyItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem, PENDING } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, put, update, type Write } from '../write.ts';
import { endDecisions, messageStands } from './message-stands.ts';

/** Rows of one transaction, which holds 100 items. */
const ROWS_AT_ONCE = 90;

/** Where a row is already, this event came twice and the first decision stays; of a message that was erased meanwhile there are none. */
async function writeRows(items: ItemStore, messageId: string, rows: Write[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await writeSome(items, messageId, rows.slice(from, from + ROWS_AT_ONCE));
  }
}

async function writeSome(items: ItemStore, messageId: string, rows: Write[]): Promise<void> {
  const result = await items.write(...rows, messageStands(messageId));
  if (result.isDone || result.hasFailed(rows.length)) return;
  const missing = rows.filter((_, place) => !result.hasFailed(place));
  if (missing.length > 0) await writeSome(items, messageId, missing);
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

const IF_SENT = { if: 'decision = :sent', values: { sent: 'sent' } };

/** What was decided about each message and possible recipient (S11). */
export function createDeliveryTable(items: ItemStore): DeliveryStore & DeliveryWriter {
  return {
    list: (messageId) =>
      items.all(deliveryItem, {
        partition: keys.deliveries(messageId),
        filter: { if: 'decision <> :pending', values: { pending: PENDING } },
      }),
    putSkipped: (rows) =>
      writeRows(
        items,
        rows[0]?.messageId ?? '',
        rows.map((row) =>
          put(deliveryItem, keys.delivery(row.messageId, row.participant), row, IF_NEW),
        ),
      ),
    hasRow: async (messageId, participant) =>
      (await items.get(anyItem, keys.delivery(messageId, participant))) !== undefined,
    putSummaries: (messageId, summaries, at) =>
      writeRows(
        items,
        messageId,
        summaries.map(({ reason, count }) => {
          const row = { messageId, decision: 'skipped', reason, count, at } as const;
          return put(deliveryItem, keys.deliverySummary(messageId, reason), row, IF_NEW);
        }),
      ),
    closeDecisions: async (messageId) => {
      await items.write(endDecisions(messageId));
    },
    markBounced: (...about) => markBounced(items, ...about),
    markRejected: async (messageId, participant, at) => {
      const set = { decision: 'failed', reason: 'message-rejected', at } as const;
      await items.write(
        update(deliveryItem, keys.delivery(messageId, participant), { set }, IF_SENT),
      );
    },
    markDelayed: async (messageId, participant, at) => {
      const set = { delayedAt: at };
      await items.write(
        update(deliveryItem, keys.delivery(messageId, participant), { set }, IF_SENT),
      );
    },
  };
}
