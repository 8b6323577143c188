import type { Delivery, DeliverySummary } from '../../../../conversations/recipients/delivery.ts';
import type { TakenMail } from '../../../../steps/sending/ports.ts';
import { type Item, keyedItem, readItem, type ValueOf } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem, PENDING, waitingRowItem } from '../items/delivery-items.ts';
import { windowItem, windowKey } from '../items/window-items.ts';
import { ranges } from '../keys.ts';

type WaitingRow = ValueOf<typeof waitingRowItem>;

/** Every decided row of a message; rows that wait for their mail are left out. */
export async function listDeliveries(
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
