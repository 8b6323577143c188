import type { BouncedReason, Delivery } from '../../../../conversations/recipients/delivery.ts';
import type { DeliveryStore } from '../../../../steps/chatting/ports.ts';
import type { DeliveryWriter } from '../../../../steps/notifying/ports.ts';
import type { SentMail } from '../../../../steps/sending/ports.ts';
import type { Change, Condition } from '../expressions.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem } from '../items/delivery-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, put, update } from '../write.ts';
import { listDeliveries } from './list-deliveries.ts';
import { endDecisions, skippedRow, writeRows } from './write-rows.ts';

/**
 * The row's mail was sent: its window tells so, or the row itself if 0.1.0 wrote it. A bounce or a rejection since then has set
 * `sesMessageId`.
 */
const IF_SENT: Condition = {
  if: '(decision = :sent OR (attribute_exists(windowId) AND attribute_not_exists(sesMessageId)))',
  values: { sent: 'sent' },
};

async function markBounced(
  items: ItemStore,
  mail: SentMail,
  reason: BouncedReason,
  at: string,
): Promise<void> {
  const { sesMessageId, recipient } = mail;
  // a complaint outweighs a bounce, a hard bounce a soft one; the same event again changes nothing
  const weaker = { complaint: ['hard-bounce', 'soft-bounce'], 'hard-bounce': ['soft-bounce'] };
  const [first = '', second = first] = reason === 'soft-bounce' ? [] : weaker[reason];
  const set = { decision: 'bounced', reason, at, sesMessageId, recipient } as const;
  await markRows(items, mail, set, {
    if: `${IF_SENT.if} OR (decision = :bounced AND reason IN (:first, :second))`,
    values: { ...IF_SENT.values, bounced: 'bounced', first, second },
  });
}

/** Writes what SES reports about a mail onto the row of each of its messages. */
async function markRows(
  items: ItemStore,
  { messageIds, participant }: SentMail,
  set: Change<Delivery>['set'],
  condition: Condition,
): Promise<void> {
  for (const messageId of messageIds) {
    const key = keys.delivery(messageId, participant);
    await items.write(update(deliveryItem, key, { set }, condition));
  }
}

/** The decisions about each message and possible recipient (S11). */
export function createDeliveryTable(items: ItemStore): DeliveryStore & DeliveryWriter {
  return {
    list: (messageId) => listDeliveries(items, messageId),
    hasRow: (messageId, participant) => items.has(keys.delivery(messageId, participant)),
    putSummaries: async (messageId, summaries, at) => {
      const rows = summaries.map(({ reason, count }) => {
        const row = { messageId, decision: 'skipped', reason, count, at } as const;
        return put(deliveryItem, keys.deliverySummary(messageId, reason), row, IF_NEW);
      });
      if (rows.length > 0) await writeRows(items, messageId, rows);
    },
    closeDecisions: (messageId, rows, isHandedOver) => {
      const skipped = rows.map((row) => skippedRow(row, isHandedOver));
      return writeRows(items, messageId, skipped, endDecisions(messageId));
    },
    markBounced: (mail, reason, at) => markBounced(items, mail, reason, at),
    markRejected: (mail, at) => {
      const { sesMessageId } = mail;
      const set = { decision: 'failed', reason: 'message-rejected', at, sesMessageId } as const;
      return markRows(items, mail, set, IF_SENT);
    },
    markDelayed: (mail, at) => markRows(items, mail, { delayedAt: at }, IF_SENT),
  };
}
