import { type Delivery, PASSING_REASONS } from '../../../../conversations/recipients/delivery.ts';
import type { Condition } from '../expressions.ts';
import { chunksOf } from '../gathered-reads.ts';
import type { ItemStore } from '../item-store.ts';
import { decidedItem } from '../items/conversation-items.ts';
import { deliveryItem } from '../items/delivery-items.ts';
import { keys } from '../keys.ts';
import { check, IF_NEW, ifStill, put, update, type Write } from '../write.ts';
import type { WriteResult } from '../write-result.ts';

/** Rows of one transaction, which holds 100 items. */
export const ROWS_AT_ONCE = 90;

const IF_MESSAGE = ifStill({ type: 'message' });

/** For writes about a message: fails once its erasure has begun (S19). */
export const messageStands = (messageId: string): Write =>
  check(keys.message(messageId), IF_MESSAGE);

/**
 * Once all is decided, an event that comes again decides nothing: whoever was registered since would be mailed about an old message
 * (S8, S15). Only a message that is handed over is decided about again.
 */
const ifOpen = (isHandedOver = false): Condition =>
  isHandedOver ? IF_MESSAGE : ifStill({ type: 'message', isDecided: undefined });

/** For the rows of recipients before the last. */
export const decisionsOpen = (messageId: string, isHandedOver?: boolean): Write =>
  check(keys.message(messageId), ifOpen(isHandedOver));

/** The same check, which also marks the message as decided: the mark costs no more. */
export const endDecisions = (messageId: string, isHandedOver?: boolean): Write =>
  update(decidedItem, keys.message(messageId), { set: { isDecided: true } }, ifOpen(isHandedOver));

const [NOT_ASSIGNED, OTHER_DEPARTMENT, NO_ADDRESS] = PASSING_REASONS;

/** An existing row stays. If the message is handed over, a row whose reason may have passed is replaced. */
export const ifUndecided = (isHandedOver = false): Condition =>
  isHandedOver
    ? {
        if: 'attribute_not_exists(pk) OR (decision = :skipped AND reason IN (:first, :second, :third))',
        values: {
          skipped: 'skipped',
          first: NOT_ASSIGNED,
          second: OTHER_DEPARTMENT,
          third: NO_ADDRESS,
        },
      }
    : IF_NEW;

/** The row of somebody who is not mailed. */
export const skippedRow = (row: Delivery, isHandedOver?: boolean): Write =>
  put(deliveryItem, keys.delivery(row.messageId, row.participant), row, ifUndecided(isHandedOver));

/**
 * Writes rows of a message. An existing row stays: the event came twice, and the first decision counts. `stands`: the check of the message
 * that goes with each transaction; `end`: the write about it that goes with the last rows.
 */
export async function writeRows(
  items: ItemStore,
  rows: Write[],
  stands: Write,
  end = stands,
): Promise<void> {
  const last = Math.max(0, rows.length - ROWS_AT_ONCE);
  for (const some of chunksOf(rows.slice(0, last), ROWS_AT_ONCE)) {
    await writeWithRows(items, [stands], some);
  }
  await writeWithRows(items, [end], rows.slice(last));
}

/** Writes all of `must`, and those rows whose condition holds; nothing if a condition of `must` fails. */
export async function writeWithRows(
  items: ItemStore,
  must: Write[],
  rows: Write[],
): Promise<WriteResult> {
  const result = await items.write(...must, ...rows);
  if (result.isDone || result.hasFailed(...must)) return result;
  const left = rows.filter((row) => !result.hasFailed(row));
  return writeWithRows(items, must, left);
}
