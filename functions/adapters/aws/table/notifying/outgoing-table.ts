import { randomUUID } from 'node:crypto';
import {
  ATTEMPT_MS,
  type Claim,
  type OutgoingStore,
  type WindowName,
} from '../../../../steps/notifying/ports.ts';
import type { Page } from '../../../../steps/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { keyedItem } from '../items/erasing-items.ts';
import {
  deliveryItem,
  INDEX_OF_BEFORE,
  nextTry,
  PENDING,
  participantKey,
  type StoredWindow,
  settled,
  threadItem,
  windowItem,
  windowKey,
  windowOfKey,
} from '../items/outgoing-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { type Change, IF_THERE, type ItemFields, ifStill, update } from '../write.ts';
import { enterWindow } from './enter-window.ts';
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

/** Closes a due window, for good, and takes its lease. */
async function claimWindow(items: ItemStore, window: WindowName, now: number): Promise<Claim> {
  const lease = randomUUID();
  const leaseUntil = now + ATTEMPT_MS.lease;
  const claimed = await items.update(
    windowItem,
    windowKey(window),
    { set: { state: 'closed', lease, leaseUntil } },
    {
      if: '#state IN (:open, :closed) AND closesAt <= :now AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :ended)',
      values: { open: 'open', closed: 'closed', now, ended: now - ATTEMPT_MS.skew },
    },
  );
  if (claimed.isDone) return { kind: 'claimed', window: claimed.value, lease, leaseUntil };
  const { found } = claimed;
  if (found?.state !== 'open' && found?.state !== 'closed') return { kind: 'settled' };
  const free = found.leaseUntil === undefined ? 0 : found.leaseUntil + ATTEMPT_MS.skew;
  return { kind: 'early', waitMs: Math.max(found.closesAt, free) - now };
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
      const set = { gsi2pk: INDEX_PARTITIONS.outgoing, gsi2sk: nextTry(nextTryAt) };
      const remove = ['lease', 'leaseUntil', ...INDEX_OF_BEFORE] as const;
      await changeIfOurs(items, window, lease, { set, remove: [...remove] });
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
