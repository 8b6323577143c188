import {
  carryOverUser,
  type StoredUser,
  storedAddresses,
} from '../../../../conversations/people/carry-over-user.ts';
import { ownAddresses } from '../../../../conversations/people/own-addresses.ts';
import type { User } from '../../../../conversations/people/people.ts';
import type {
  Erasure,
  ErasureStore,
  OverdueErasure,
  PlanErasure,
} from '../../../../steps/erasing/ports.ts';
import { findStoredUser } from '../chatting/change-user.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { erasureItem, erasureLockItem } from '../items/erasing-items.ts';
import { INDEX_PARTITIONS, keys, ranges } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { ifRevision, put, type Revised, remove, type Write } from '../write.ts';

/** DynamoDB's limit for one transaction. */
const MAX_WRITES_AT_ONCE = 100;
/** Erasures that one run of reconcile handles. */
const MAX_OVERDUE = 100;

/** Repeats if the user was written while the erasure began. */
const begin = (items: ItemStore, userId: string, plan: PlanErasure) =>
  tryUntilDone('beginning an erasure', async () => {
    const stored = await findStoredUser(items, userId);
    if (!stored) return undefined;
    const user = carryOverUser(stored.value);
    const erasure = plan(user, await addressesOfOthers(items, user));
    const result = await items.write(...beginWrites(user, stored, erasure));
    return result.isDone ? erasure : AGAIN;
  });

/** The person's addresses that somebody else has or had, too: mail from them is not this person's alone. */
async function addressesOfOthers(items: ItemStore, user: User): Promise<string[]> {
  const shared: string[] = [];
  for (const address of ownAddresses(user)) {
    const own = keys.userAddress(address, user.userId);
    const owners = await items.all(keyedItem, ranges.owners(address));
    if (owners.some(({ sk }) => sk !== own.sk)) shared.push(address);
  }
  return shared;
}

/**
 * Deletes the user and where they can be found, and locks their ids: nobody can be created under them while the erasure runs. Former ids
 * and addresses for which the transaction has no room are deleted with the rest of the person.
 */
function beginWrites(
  { userId, formerIds = [] }: User,
  stored: Revised<StoredUser>,
  erasure: Erasure,
): Write[] {
  const { erasureId } = erasure;
  const must = [
    remove(keys.user(userId), ifRevision(stored.revision)),
    remove(keys.userPresence(userId)),
    ...[userId, ...formerIds].map((id) => put(erasureLockItem, keys.erasureOf(id), { erasureId })),
    put(erasureItem, keys.erasure(erasureId), erasure),
  ];
  const ways = [
    ...formerIds.map(keys.takenOver),
    ...storedAddresses(stored.value).map((address) => keys.userAddress(address, userId)),
  ];
  const room = Math.max(0, MAX_WRITES_AT_ONCE - must.length);
  return [...must, ...ways.slice(0, room).map((key) => remove(key))];
}

/**
 * The locks are removed in the same transaction that notes the end. If the function is killed before, both stay, so nobody is created under
 * an id that is still being erased.
 */
async function save(items: ItemStore, before: Erasure, after: Erasure): Promise<boolean> {
  const { erasureId } = before;
  const note = put(erasureItem, keys.erasure(erasureId), after, ifRevision(before.revision));
  const ended = after.work ? [] : (before.work?.userIds ?? []);
  const result = await items.write(note, ...ended.map((id) => remove(keys.erasureOf(id))));
  return result.isDone;
}

async function listOverdue(items: ItemStore, before: number): Promise<OverdueErasure[]> {
  const page = await items.page(erasureItem, {
    partition: INDEX_PARTITIONS.erasures,
    index: 'gsi1',
    until: new Date(before).toISOString(),
    limit: MAX_OVERDUE,
  });
  // only erasures with `lookAt` are in the index
  return page.items.map(({ erasureId, lookAt = before }) => ({ erasureId, lookAt }));
}

/** Erasures: the progress of each, and afterwards what was removed, without a name. */
export function createErasureTable(items: ItemStore): ErasureStore {
  return {
    begin: (userId, plan) => begin(items, userId, plan),
    running: async (userId) =>
      (await items.get(erasureLockItem, keys.erasureOf(userId)))?.erasureId,
    find: (erasureId) => items.get(erasureItem, keys.erasure(erasureId)),
    save: (before, after) => save(items, before, after),
    listOverdue: (before) => listOverdue(items, before),
  };
}
