import type { OutgoingStore, WindowName } from '../../../../steps/notifying/ports.ts';
import type { Page } from '../../../../steps/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { keyedItem } from '../items/erasing-items.ts';
import {
  deliveryItem,
  nextTry,
  PENDING,
  participantKey,
  settled,
  threadItem,
  windowItem,
  windowKey,
  windowOfKey,
} from '../items/outgoing-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { IF_THERE, update } from '../write.ts';
import { enterWindow } from './enter-window.ts';
import { claimWindow, releaseWindow, renewLease } from './outgoing-lease.ts';
import { recordSent } from './record-sent.ts';

const OVERDUE_PER_PAGE = 100;

async function decideRow(
  items: ItemStore,
  ...[row, decision, at]: [
    Parameters<OutgoingStore['decide']>[0][number],
    Parameters<OutgoingStore['decide']>[1],
    string,
  ]
): Promise<void> {
  const key = keys.delivery(row.messageId, row.participant);
  // a mail that failed because the account was paused may still be decided otherwise; one that was sent may not
  const condition = {
    if: 'decision IN (:pending, :failed)',
    values: { pending: PENDING, failed: 'failed' },
  };
  await items.write(update(deliveryItem, key, { set: { ...decision, at } }, condition));
}

/** Those of before ({@link INDEX_OF_BEFORE}) come with the first page, and are looked for again the next time if there are more. */
async function listOverdue(
  items: ItemStore,
  before: number,
  cursor: string | undefined,
): Promise<Page<WindowName>> {
  const overdue = {
    partition: INDEX_PARTITIONS.outgoing,
    until: nextTry(before),
    limit: OVERDUE_PER_PAGE,
  };
  const [page, ofBefore] = await Promise.all([
    items.page(keyedItem, { ...overdue, index: 'gsi2', cursor }),
    cursor === undefined ? items.page(keyedItem, { ...overdue, index: 'gsi1' }) : { items: [] },
  ]);
  return { ...page, items: [...ofBefore.items, ...page.items].map(windowOfKey) };
}

/** Mail on its way: windows, leases, and what was sent. */
export function createOutgoingTable(items: ItemStore): OutgoingStore {
  return {
    enter: (entry) => enterWindow(items, entry),
    claim: (window, now) => claimWindow(items, window, now),
    renew: (window, lease, now) => renewLease(items, window, lease, now),
    release: async (window, lease, nextTryAt) => {
      await releaseWindow(items, window, lease, nextTryAt);
    },
    listOverdue: (before, cursor) => listOverdue(items, before, cursor),
    decide: async (rows, decision, at) => {
      await Promise.all(rows.map((row) => decideRow(items, row, decision, at)));
    },
    settle: async (window, state) => {
      // an erasure may have removed it meanwhile (S19)
      await items.write(update(windowItem, windowKey(window), settled(state), IF_THERE));
    },
    recordSent: (record) => recordSent(items, record),
    sentTo: async (conversationId, participant) => {
      const key = keys.thread(conversationId, participantKey(participant));
      return (await items.get(threadItem, key))?.mails ?? [];
    },
  };
}
