import { randomUUID } from 'node:crypto';
import { ATTEMPT_MS, type Claim, type WindowName } from '../../../../steps/sending/ports.ts';
import type { ItemStore } from '../item-store.ts';
import {
  participantKey,
  type StoredWindow,
  whileLate,
  windowItem,
  windowKey,
} from '../items/window-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, ifStill, put, remove } from '../write.ts';
import { sesIdLink } from './record-sent.ts';

/** Closes a due window for good, and takes its lease. */
export async function claimWindow(
  items: ItemStore,
  window: WindowName,
  now: number,
): Promise<Claim> {
  const claim = await claimOnce(items, window, now);
  if (claim) return claim;
  const isMoved = await moveLegacyWindow(items, window);
  return (isMoved && (await claimOnce(items, window, now))) || { kind: 'settled' };
}

/** Undefined: no such window. */
async function claimOnce(
  items: ItemStore,
  window: WindowName,
  now: number,
): Promise<Claim | undefined> {
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
  if (!found) return undefined;
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

/** Moves a window that still has the key of an earlier version (docs/decisions/0109) to its present key. */
async function moveLegacyWindow(items: ItemStore, name: WindowName): Promise<boolean> {
  const { conversationId, participant, windowId } = name;
  const key = keys.legacyWindow(conversationId, participantKey(participant), windowId);
  const window = await items.get(windowItem, key);
  if (window?.state !== 'open' && window?.state !== 'closed') return false;
  const { state, messageIds } = window;
  await items.write(
    remove(key, ifStill({ state, messageIds })),
    put(windowItem, windowKey(name), { ...window, ...whileLate(window.closesAt) }, IF_NEW),
  );
  return true;
}
