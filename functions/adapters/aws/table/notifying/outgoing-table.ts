import {
  ATTEMPT_MS,
  type OutgoingStore,
  type WindowName,
} from '../../../../steps/notifying/ports.ts';
import type { Page } from '../../../../steps/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { keyedItem } from '../items/erasing-items.ts';
import { deliveryItem, PENDING } from '../items/outgoing-items.ts';
import {
  type StoredWindow,
  settled,
  whileLate,
  windowItem,
  windowKey,
  windowOfKey,
} from '../items/window-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { type Change, check, type ItemFields, ifStill, update } from '../write.ts';
import { claimWindow } from './claim-window.ts';
import { enterWindow } from './enter-window.ts';
import { recordSent } from './record-sent.ts';
import { sentTo } from './sent-to.ts';
import { writeWithRows } from './write-rows.ts';

const OVERDUE_PER_PAGE = 100;

/** A row whose mail failed because the account was paused may still be decided otherwise. */
const IF_UNDECIDED = {
  if: 'decision IN (:pending, :failed)',
  values: { pending: PENDING, failed: 'failed' },
};

/** Whoever comes too late, with the mail sent or erased meanwhile, decides nothing. */
const IF_NOT_SENT = { if: 'attribute_exists(pk) AND attribute_not_exists(mail)' };

async function decideRows(
  items: ItemStore,
  ...[window, messageIds, decision, at]: Parameters<OutgoingStore['decide']>
): Promise<void> {
  const set = { ...decision, at };
  const rows = messageIds.map((messageId) =>
    update(deliveryItem, keys.delivery(messageId, window.participant), { set }, IF_UNDECIDED),
  );
  await writeWithRows(items, [check(windowKey(window), IF_NOT_SENT)], rows);
}

/** Until November 2026 windows stood in `gsi1`: those come with the first page, and are looked for again the next time if there are more. */
async function listOverdue(
  items: ItemStore,
  before: number,
  cursor: string | undefined,
): Promise<Page<WindowName>> {
  const overdue = {
    partition: INDEX_PARTITIONS.outgoing,
    until: whileLate(before).gsi2sk,
    limit: OVERDUE_PER_PAGE,
  };
  const [page, ofBefore] = await Promise.all([
    items.page(keyedItem, { ...overdue, index: 'gsi2', cursor }),
    cursor === undefined ? items.page(keyedItem, { ...overdue, index: 'gsi1' }) : { items: [] },
  ]);
  return { ...page, items: [...ofBefore.items, ...page.items].map(windowOfKey) };
}

/** Only while the lease is still ours; false: it ended and someone else took it, or the window is settled. */
async function changeIfOurs(
  items: ItemStore,
  window: WindowName,
  lease: string,
  change: Change<StoredWindow & ItemFields>,
): Promise<boolean> {
  const isOurs = ifStill({ state: 'closed', lease });
  return (await items.write(update(windowItem, windowKey(window), change, isOurs))).isDone;
}

/** Mail on its way: windows, leases, and what was sent. */
export function createOutgoingTable(items: ItemStore): OutgoingStore {
  return {
    enter: (entry) => enterWindow(items, entry),
    claim: (window, now) => claimWindow(items, window, now),
    renew: (window, lease, now) =>
      changeIfOurs(items, window, lease, { set: { leaseUntil: now + ATTEMPT_MS.lease } }),
    release: async (window, lease, nextTryAt) => {
      const remove = ['lease' as const, 'leaseUntil' as const];
      await changeIfOurs(items, window, lease, { set: whileLate(nextTryAt), remove });
    },
    listOverdue: (before, cursor) => listOverdue(items, before, cursor),
    decide: (...about) => decideRows(items, ...about),
    settle: async (window, state) => {
      // an erasure may have removed it meanwhile (S19)
      await items.write(update(windowItem, windowKey(window), settled(state), IF_NOT_SENT));
    },
    recordSent: (record) => recordSent(items, record),
    sentTo: (...about) => sentTo(items, ...about),
  };
}
