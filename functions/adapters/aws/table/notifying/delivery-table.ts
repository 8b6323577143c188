import type {
  BouncedReason,
  Delivery,
  DeliverySummary,
} from '../../../../conversations/recipients/delivery.ts';
import type { DeliveryStore } from '../../../../steps/chatting/ports.ts';
import type { DeliveryWriter } from '../../../../steps/notifying/ports.ts';
import type { SentMail, TakenMail } from '../../../../steps/sending/ports.ts';
import type { Change, Condition } from '../expressions.ts';
import { type Item, keyedItem, readItem, type ValueOf } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem, PENDING, waitingRowItem } from '../items/delivery-items.ts';
import { windowItem, windowKey } from '../items/window-items.ts';
import { keys, ranges } from '../keys.ts';
import { IF_NEW, put, update } from '../write.ts';
import { decisionsOpen, endDecisions, skippedRow, writeRows } from './write-rows.ts';

type WaitingRow = ValueOf<typeof waitingRowItem>;

/** Every decided row of a message; rows that wait for their mail are left out. */
async function listDeliveries(
  items: ItemStore,
  messageId: string,
): Promise<(Delivery | DeliverySummary)[]> {
  const rows = await items.all(keyedItem, ranges.deliveries(messageId));
  const decided = await Promise.all(rows.map((row) => decidedRow(items, row)));
  return decided.filter((row) => row !== undefined);
}

/**
 * The window tells whether a row's mail was sent, even if another decision was written before that was recorded. A row that bounced
 * or was rejected has its own `sesMessageId`.
 */
async function decidedRow(items: ItemStore, item: Item) {
  const { decision, windowId, sesMessageId } = item;
  if (windowId !== undefined && sesMessageId === undefined) {
    const row = readItem(waitingRowItem, item);
    const window = await items.get(windowItem, windowKey(row));
    const sent = window?.mail && sentRow(row, window.mail);
    if (sent) return sent;
  }
  return decision === PENDING ? undefined : readItem(deliveryItem, item);
}

/** Undefined: the mail was sent without this message. */
function sentRow(row: WaitingRow, mail: TakenMail): Delivery | undefined {
  const { messageId, participant, delayedAt } = row;
  const about = mail.reasons.find((one) => one.messageId === messageId);
  if (!about) return undefined;
  const { recipient, sesMessageId, at } = mail;
  const sent = { messageId, participant, recipient, decision: 'sent', sesMessageId, at } as const;
  return { ...sent, reason: about.reason, ...(delayedAt !== undefined && { delayedAt }) };
}

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
      if (rows.length > 0) await writeRows(items, rows, decisionsOpen(messageId));
    },
    closeDecisions: (messageId, rows, isHandedOver) => {
      const skipped = rows.map((row) => skippedRow(row, isHandedOver));
      const stands = decisionsOpen(messageId, isHandedOver);
      return writeRows(items, skipped, stands, endDecisions(messageId, isHandedOver));
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
