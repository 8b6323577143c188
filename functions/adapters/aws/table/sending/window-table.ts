import { randomUUID } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Lease, Page } from '../../../../steps/ports.ts';
import {
  ATTEMPT_MS,
  type Claim,
  type SentRecord,
  type TakenMail,
  type UnsentDecision,
  type WindowName,
  type WindowStore,
} from '../../../../steps/sending/ports.ts';
import type { Change, Condition } from '../expressions.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem, PENDING } from '../items/delivery-items.ts';
import {
  ended,
  type StoredWindow,
  sentMailItem,
  sentWindow,
  whileLate,
  windowItem,
  windowKey,
  windowOfKey,
} from '../items/window-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { writeWithRows } from '../notifying/write-rows.ts';
import { persist } from '../retry.ts';
import { check, IF_THERE, type ItemFields, ifStill, put, update, type Write } from '../write.ts';
import { enterWindow } from './enter-window.ts';

/** Characters of a text that are kept: enough to recognise it in a quote. */
const MAX_KEPT_TEXT_CHARACTERS = 20_000;

/** Records a sent mail, all in one item (S15). */
export const recordSent = (items: ItemStore, record: SentRecord): Promise<void> =>
  persist(`recording that ${record.mail.sesMessageId} was sent`, () => recordOnce(items, record));

/**
 * If the window is gone, it was erased while the mail was on its way, and nothing is written (S19). The SES id's item comes second: if the
 * function is killed between the two, the queue message comes again, and the window has the id.
 */
async function recordOnce(items: ItemStore, { window, mail, text }: SentRecord): Promise<void> {
  const packed = deflateRawSync(text.slice(0, MAX_KEPT_TEXT_CHARACTERS));
  const change = sentWindow(mail, packed);
  const result = await items.write(update(windowItem, windowKey(window), change, IF_THERE));
  if (result.isDone) await items.write(sesIdLink(window, mail));
}

/** The item that leads from the SES id to the window. Idempotent. */
const sesIdLink = (
  { conversationId, participant, windowId }: WindowName,
  { sesMessageId }: Pick<TakenMail, 'sesMessageId'>,
): Write => {
  const place = { sesMessageId, conversationId, participant, windowId };
  return put(sentMailItem, keys.sentMail(sesMessageId), place);
};

/** Closes a due window for good, and takes its lease. */
async function claimWindow(items: ItemStore, window: WindowName, now: number): Promise<Claim> {
  const lease: Lease = { id: randomUUID(), until: now + ATTEMPT_MS.lease };
  const claimed = await items.update(
    windowItem,
    windowKey(window),
    { set: { state: 'closed', lease: lease.id, leaseUntil: lease.until } },
    {
      if: '#state IN (:open, :closed) AND closesAt <= :now AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :ended)',
      values: { open: 'open', closed: 'closed', now, ended: now - ATTEMPT_MS.skew },
    },
  );
  if (claimed.isDone) {
    // an older message may have been handed over into the window of a newer one
    const messageIds = claimed.value.messageIds.toSorted();
    return { kind: 'claimed', window: { ...claimed.value, messageIds }, lease };
  }
  const { found } = claimed;
  if (!found) return { kind: 'missing' };
  if (found.state !== 'open' && found.state !== 'closed') {
    await relinkSesId(items, found);
    return { kind: 'settled' };
  }
  const free = found.leaseUntil === undefined ? 0 : found.leaseUntil + ATTEMPT_MS.skew;
  return { kind: 'early', waitMs: Math.max(found.closesAt, free) - now };
}

/**
 * Writes the SES id's item again: the function may have been killed between the record and this item. Not for a window without a text,
 * because it was erased (S19).
 */
async function relinkSesId(items: ItemStore, window: StoredWindow): Promise<void> {
  if (window.mail && window.packed) await items.write(sesIdLink(window, window.mail));
}

const OVERDUE_PER_PAGE = 100;

/** A row that failed because the account was paused may be decided again. */
const IF_UNDECIDED = {
  if: 'decision IN (:pending, :failed)',
  values: { pending: PENDING, failed: 'failed' },
};

/** Fails once another function took the lease, the window has ended, or it was erased (S19). */
const ifOurs = ({ id }: Lease): Condition => ifStill({ state: 'closed', lease: id });

async function decideRows(
  items: ItemStore,
  window: WindowName,
  lease: Lease,
  messageIds: string[],
  decision: UnsentDecision,
  at: string,
): Promise<void> {
  const set = { ...decision, at };
  const rows = messageIds.map((messageId) =>
    update(deliveryItem, keys.delivery(messageId, window.participant), { set }, IF_UNDECIDED),
  );
  await writeWithRows(items, [check(windowKey(window), ifOurs(lease))], rows);
}

async function listOverdue(
  items: ItemStore,
  before: number,
  cursor: string | undefined,
): Promise<Page<WindowName>> {
  const page = await items.page(keyedItem, {
    index: 'gsi2',
    partition: INDEX_PARTITIONS.lateWindows,
    until: whileLate(before).gsi2sk,
    limit: OVERDUE_PER_PAGE,
    cursor,
  });
  return { ...page, items: page.items.map(windowOfKey) };
}

/** False: the lease is not ours any more. */
async function changeIfOurs(
  items: ItemStore,
  window: WindowName,
  lease: Lease,
  change: Change<StoredWindow & ItemFields>,
): Promise<boolean> {
  const result = await items.write(update(windowItem, windowKey(window), change, ifOurs(lease)));
  return result.isDone;
}

/** Grouping windows: their messages, their leases, and the mails they became. */
export function createWindowTable(items: ItemStore): WindowStore {
  return {
    enter: (entry) => enterWindow(items, entry),
    claim: (window, now) => claimWindow(items, window, now),
    renew: (window, lease, now) =>
      changeIfOurs(items, window, lease, { set: { leaseUntil: now + ATTEMPT_MS.lease } }),
    giveBack: async (window, lease, nextTryAt) => {
      const remove = ['lease' as const, 'leaseUntil' as const];
      await changeIfOurs(items, window, lease, { set: whileLate(nextTryAt), remove });
    },
    listOverdue: (before, cursor) => listOverdue(items, before, cursor),
    decide: (...given) => decideRows(items, ...given),
    end: async (window, lease, state) => {
      await changeIfOurs(items, window, lease, ended(state));
    },
    recordSent: (record) => recordSent(items, record),
  };
}
