import { randomUUID } from 'node:crypto';
import { ATTEMPT_MS, type Claim, type WindowName } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import {
  INDEX_OF_BEFORE,
  nextTry,
  type StoredWindow,
  windowItem,
  windowKey,
} from '../items/outgoing-items.ts';
import { INDEX_PARTITIONS } from '../keys.ts';
import { type Change, type ItemFields, ifStill, update } from '../write.ts';

/** Closes a due window, for good, and takes its lease. */
export async function claimWindow(
  items: ItemStore,
  window: WindowName,
  now: number,
): Promise<Claim> {
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

/** Extends a lease that is still ours; false: it ended and someone else took it, or the window is settled. */
export const renewLease = (items: ItemStore, window: WindowName, lease: string, now: number) =>
  changeIfOurs(items, window, lease, { set: { leaseUntil: now + ATTEMPT_MS.lease } });

/** Gives the lease back before its end, and notes when the next try is due. */
export const releaseWindow = (
  items: ItemStore,
  window: WindowName,
  lease: string,
  nextTryAt: number,
) =>
  changeIfOurs(items, window, lease, {
    set: { gsi2pk: INDEX_PARTITIONS.outgoing, gsi2sk: nextTry(nextTryAt) },
    remove: ['lease', 'leaseUntil', ...INDEX_OF_BEFORE],
  });

async function changeIfOurs(
  items: ItemStore,
  window: WindowName,
  lease: string,
  change: Change<StoredWindow & ItemFields>,
): Promise<boolean> {
  const isOurs = ifStill({ state: 'closed', lease });
  return (await items.write(update(windowItem, windowKey(window), change, isOurs))).isDone;
}
