import * as v from 'valibot';
import { days, type ItemKind, itemKind } from '../item-kind.ts';

/**
 * A call with an Idempotency-Key. The ids it has reserved are in the same item: see `reservedItem`. 0.1.0 wrote neither `heldBy` nor
 * `claimedAtMs` (docs/decisions/0109).
 */
export const idempotencyItem = itemKind('idempotent call', days(1), {
  /** Digest of the request. */
  digest: v.string(),
  /** Epoch milliseconds; until then a try is at work. */
  heldUntil: v.number(),
  /** The id of that try. */
  heldBy: v.optional(v.string()),
  /** Set when the call is done. */
  answer: v.optional(v.object({ status: v.number(), body: v.string(), contentType: v.string() })),
  /** Epoch milliseconds of the first claim. */
  claimedAtMs: v.optional(v.number()),
});

/** The item of an idempotent call, reduced to the id that was reserved under this name, if any was. */
export const reservedItem = (name: string): ItemKind<Record<string, string | undefined>> =>
  itemKind(`reserved ${name}`, days(1), { [name]: v.optional(v.string()) });

/** Calls of an API token in one window. */
export const rateItem = itemKind('rate of calls', days(1), { taken: v.number() });
