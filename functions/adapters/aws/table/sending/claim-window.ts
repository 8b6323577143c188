import { randomUUID } from 'node:crypto';
import { ATTEMPT_MS, type Claim, type WindowName } from '../../../../steps/sending/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { type StoredWindow, windowItem, windowKey } from '../items/window-items.ts';
import { sesIdLink } from './record-sent.ts';

/** Closes a due window for good, and takes its lease. */
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
  if (claimed.isDone) {
    // an older message may have been handed over into the window of a newer one
    const messageIds = claimed.value.messageIds.toSorted();
    return { kind: 'claimed', window: { ...claimed.value, messageIds }, lease, leaseUntil };
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
