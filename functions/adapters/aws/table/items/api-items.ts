import * as v from 'valibot';
import type { StoredAnswer } from '../../../../steps/chatting/ports.ts';
import { type ItemKind, objectOf } from '../item-kind.ts';

/** One call with an idempotency key. What it reserved stands beside it: see `reservedItem`. */
export interface IdempotentCall {
  /** Of the request. */
  digest: string;
  /** Epoch milliseconds: a try is at work until then. */
  heldUntil: number;
  /** Which try. */
  heldBy?: string;
  /** Once it is done. */
  answer?: StoredAnswer;
  /** Epoch milliseconds of the first claim. */
  claimedAtMs: number;
}

export const idempotencyItem: ItemKind<IdempotentCall> = {
  name: 'idempotent call',
  schema: objectOf<IdempotentCall>({
    digest: v.string(),
    heldUntil: v.number(),
    heldBy: v.optional(v.string()),
    answer: v.optional(
      objectOf<StoredAnswer>({ status: v.number(), body: v.string(), contentType: v.string() }),
    ),
    claimedAtMs: v.number(),
  }),
  expiry: { days: 1 },
};

/** The item of an idempotent call, as far as it holds the id that was reserved under this name. */
export const reservedItem = (name: string): ItemKind<Record<string, string>> => ({
  name: `reserved ${name}`,
  schema: v.object({ [name]: v.string() }),
  expiry: { days: 1 },
});

/** Calls of an API token in one window. */
export const rateItem: ItemKind<{ taken: number }> = {
  name: 'rate of calls',
  schema: v.object({ taken: v.number() }),
  expiry: { days: 1 },
};
