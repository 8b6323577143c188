import * as v from 'valibot';
import { days, type ItemKind, itemKind } from '../item-kind.ts';

/** One call with an idempotency key. What it reserved stands beside it: see `reservedItem`. */
export const idempotencyItem = itemKind('idempotent call', days(1), {
  /** Of the request. */
  digest: v.string(),
  /** Epoch milliseconds: a try is at work until then. */
  heldUntil: v.number(),
  /** Which try. */
  heldBy: v.optional(v.string()),
  /** Once it is done. */
  answer: v.optional(v.object({ status: v.number(), body: v.string(), contentType: v.string() })),
  /** Epoch milliseconds of the first claim. */
  claimedAtMs: v.number(),
});

/** The item of an idempotent call, as far as it holds the id that was reserved under this name. */
export const reservedItem = (name: string): ItemKind<Record<string, string>> =>
  itemKind(`reserved ${name}`, days(1), { [name]: v.string() });

/** Calls of an API token in one window. */
export const rateItem = itemKind('rate of calls', days(1), { taken: v.number() });
