import type { Delivery } from '../../../../conversations/delivery.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, put, type Write } from '../write.ts';
import { messageStands } from './message-stands.ts';

/** Rows of one transaction, which holds 100 items. */
export const ROWS_AT_ONCE = 90;

/** Somebody who is not mailed. */
export const skippedRow = (row: Delivery): Write =>
  put(deliveryItem, keys.delivery(row.messageId, row.participant), row, IF_NEW);

/**
 * Where a row is already, this event came twice and the first decision stays; of a message that was erased meanwhile there are none. `end`: what
 * is written of the message together with the last of them.
 */
export async function writeRows(
  items: ItemStore,
  messageId: string,
  rows: Write[],
  end: Write = messageStands(messageId),
): Promise<void> {
  const last = Math.max(0, rows.length - ROWS_AT_ONCE);
  for (let from = 0; from < last; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, Math.min(from + ROWS_AT_ONCE, last));
    await writeSome(items, some, messageStands(messageId));
  }
  await writeSome(items, rows.slice(last), end);
}

async function writeSome(items: ItemStore, rows: Write[], end: Write): Promise<void> {
  const result = await items.write(...rows, end);
  if (result.isDone || result.hasFailed(rows.length)) return;
  const missing = rows.filter((_, place) => !result.hasFailed(place));
  await writeSome(items, missing, end);
}
