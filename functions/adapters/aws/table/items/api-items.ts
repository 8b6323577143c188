import * as z from 'zod/mini';
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
    digest: z.string(),
    heldUntil: z.number(),
    heldBy: z.optional(z.string()),
    answer: z.optional(
      objectOf<StoredAnswer>({ status: z.number(), body: z.string(), contentType: z.string() }),
    ),
    claimedAtMs: z.number(),
  }),
  expiry: { days: 1 },
};

/** The item of an idempotent call, as far as it holds the id that was reserved under this name. */
export const reservedItem = (name: string): ItemKind<Record<string, string>> => ({
  name: `reserved ${name}`,
  schema: z.object({ [name]: z.string() }),
  expiry: { days: 1 },
});

/** Calls of an API token in one window. */
export const rateItem: ItemKind<{ taken: number }> = {
  name: 'rate of calls',
  schema: z.object({ taken: z.number() }),
  expiry: { days: 1 },
};
