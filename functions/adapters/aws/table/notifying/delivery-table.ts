import type { DeliveryStore } from '../../../../steps/chatting/ports.ts';
import type { DeliveryWriter } from '../../../../steps/notifying/ports.ts';
import { anyItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem, PENDING } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, ifStill, put, update } from '../write.ts';
import { endDecisions, skippedRow, writeRows } from './write-rows.ts';

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

const IF_SENT = ifStill({ decision: 'sent' });

/** What was decided about each message and possible recipient (S11). */
export function createDeliveryTable(items: ItemStore): DeliveryStore & DeliveryWriter {
  return {
    list: (messageId) =>
      items.all(deliveryItem, {
        partition: keys.deliveries(messageId),
        filter: { if: 'decision <> :pending', values: { pending: PENDING } },
      }),
    hasRow: async (messageId, participant) =>
      (await items.get(anyItem, keys.delivery(messageId, participant))) !== undefined,
    putSummaries: async (messageId, summaries, at) => {
      const rows = summaries.map(({ reason, count }) => {
        const row = { messageId, decision: 'skipped', reason, count, at } as const;
        return put(deliveryItem, keys.deliverySummary(messageId, reason), row, IF_NEW);
      });
      if (rows.length > 0) await writeRows(items, messageId, rows);
    },
    closeDecisions: (messageId, rows) =>
      writeRows(items, messageId, rows.map(skippedRow), endDecisions(messageId)),
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
