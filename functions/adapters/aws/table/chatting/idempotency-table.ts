import {
  type ClaimResult,
  IDEMPOTENCY_MS,
  type IdempotencyStore,
  type KeyHolder,
} from '../../../../steps/chatting/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { idempotencyItem, reservedItem } from '../items/api-items.ts';
import { keys } from '../keys.ts';
import { ifStill, remove, update } from '../write.ts';

const KEPT_MS = 24 * 3_600_000;

type Claim = Parameters<IdempotencyStore['claim']>[0];

async function claim(items: ItemStore, given: Claim): Promise<ClaimResult> {
  const { requestDigest: digest, by, nowMs } = given;
  const set = { digest, heldUntil: nowMs + IDEMPOTENCY_MS.held, heldBy: by };
  const change = { set, setOnce: { claimedAtMs: nowMs } };
  const result = await items.update(idempotencyItem, keyOf(given), change, {
    if: 'attribute_not_exists(pk) OR (digest = :digest AND attribute_not_exists(answer) AND (heldUntil < :nowMs OR heldBy = :by))',
    values: { digest, nowMs, by },
  });
  if (result.isDone) return { kind: 'claimed' };
  const { found } = result;
  if (!found) return { kind: 'in-flight' };
  const { claimedAtMs } = found;
  if (claimedAtMs !== undefined && claimedAtMs + KEPT_MS < nowMs)
    return claimAfresh(items, given, claimedAtMs);
  if (found.digest !== digest) return { kind: 'other-request' };
  return found.answer ? { kind: 'answered', answer: found.answer } : { kind: 'in-flight' };
}

/** Replaces an expired key: DynamoDB deletes expired items only within days. */
async function claimAfresh(items: ItemStore, given: Claim, claimedAtMs: number) {
  await items.write(remove(keyOf(given), ifStill({ claimedAtMs })));
  return claim(items, given);
}

const keyOf = ({ tokenId, idempotencyKey }: KeyHolder) => keys.idempotency(tokenId, idempotencyKey);

/** Only the try that holds the key may change it: one that hung may have lost it to the next. */
const ifHeld = ({ by }: KeyHolder) => ifStill({ heldBy: by });

/** Idempotency keys of the chat API, kept for 24 h. */
export function createIdempotencyTable(items: ItemStore): IdempotencyStore {
  return {
    claim: (given) => claim(items, given),
    hold: async (holder, nowMs) => {
      const set = { heldUntil: nowMs + IDEMPOTENCY_MS.held };
      await items.write(update(idempotencyItem, keyOf(holder), { set }, ifHeld(holder)));
    },
    reserve: async (holder, name, proposed) => {
      const field = `reserved_${name}`;
      const change = { setOnce: { [field]: proposed } };
      const result = await items.update(reservedItem(field), keyOf(holder), change, ifHeld(holder));
      return result.isDone ? result.value[field] : undefined;
    },
    complete: async (holder, answer) => {
      await items.write(
        update(idempotencyItem, keyOf(holder), { set: { answer } }, ifHeld(holder)),
      );
    },
    free: async (holder, { forget }) => {
      const set = { heldUntil: 0 };
      await items.write(
        forget
          ? remove(keyOf(holder), ifHeld(holder))
          : update(idempotencyItem, keyOf(holder), { set }, ifHeld(holder)),
      );
    },
  };
}
