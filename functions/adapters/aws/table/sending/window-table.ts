import type { Page } from '../../../../steps/ports.ts';
import {
  ATTEMPT_MS,
  type UnsentDecision,
  type WindowName,
  type WindowStore,
} from '../../../../steps/sending/ports.ts';
import type { Change } from '../expressions.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { deliveryItem, PENDING } from '../items/delivery-items.ts';
import {
  ended,
  type StoredWindow,
  whileLate,
  windowItem,
  windowKey,
  windowOfKey,
} from '../items/window-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { writeWithRows } from '../notifying/write-rows.ts';
import { check, type ItemFields, ifStill, update } from '../write.ts';
import { claimWindow } from './claim-window.ts';
import { enterWindow } from './enter-window.ts';
import { recordSent } from './record-sent.ts';
import { sentTo } from './sent-to.ts';

const OVERDUE_PER_PAGE = 100;

/** A row that failed because the account was paused may be decided again. */
const IF_UNDECIDED = {
  if: 'decision IN (:pending, :failed)',
  values: { pending: PENDING, failed: 'failed' },
};

/** Once the mail is sent, or the window erased, no decision is written any more. */
const IF_NOT_SENT = { if: 'attribute_exists(pk) AND attribute_not_exists(mail)' };

async function decideRows(
  items: ItemStore,
  window: WindowName,
  messageIds: string[],
  decision: UnsentDecision,
  at: string,
): Promise<void> {
  const set = { ...decision, at };
  const rows = messageIds.map((messageId) =>
    update(deliveryItem, keys.delivery(messageId, window.participant), { set }, IF_UNDECIDED),
  );
  await writeWithRows(items, [check(windowKey(window), IF_NOT_SENT)], rows);
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

/** Changes the window only while we hold its lease. False: the lease ended and another function took it, or the window has ended. */
async function changeIfOurs(
  items: ItemStore,
  window: WindowName,
  lease: string,
  change: Change<StoredWindow & ItemFields>,
): Promise<boolean> {
  const isOurs = ifStill({ state: 'closed', lease });
  return (await items.write(update(windowItem, windowKey(window), change, isOurs))).isDone;
}

/** Grouping windows: their messages, their leases, and the mails they became. */
export function createWindowTable(items: ItemStore): WindowStore {
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
    decide: (window, messageIds, decision, at) =>
      decideRows(items, window, messageIds, decision, at),
    end: async (window, state) => {
      // fails harmlessly if an erasure removed the window (S19)
      await items.write(update(windowItem, windowKey(window), ended(state), IF_NOT_SENT));
    },
    recordSent: (record) => recordSent(items, record),
    sentTo: (conversationId, participant) => sentTo(items, conversationId, participant),
  };
}
