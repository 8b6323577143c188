import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import { fromAttributes } from './attributes.ts';
import { type Item, type ItemKind, readItem } from './item-kind.ts';
import { AGAIN, tryUntilDone } from './retry.ts';
import type { Write } from './write.ts';

/** The result of a write: done, or not done because conditions failed. */
export class WriteResult {
  readonly #found: ReadonlyMap<Write | undefined, Item | undefined>;

  /** `failed`: for each write whose condition failed, by its index, the existing item. */
  constructor(writes: Write[], failed: FailedConditions) {
    this.#found = new Map([...failed].map(([place, item]) => [writes[place], item]));
  }

  get isDone(): boolean {
    return this.#found.size === 0;
  }

  /** Whether the condition of one of these writes failed. */
  hasFailed(...writes: Write[]): boolean {
    return writes.some((write) => this.#found.has(write));
  }

  /** The existing item that made the condition fail; undefined: there is none. */
  found<Value>(write: Write, kind: ItemKind<Value>): Value | undefined {
    const item = this.#found.get(write);
    return item && readItem(kind, item);
  }
}

/** For each write whose condition failed, by its index: the existing item. */
type FailedConditions = Map<number, Item | undefined>;

/** Passing reasons. The SDK retries none of them when they cancel a transaction. */
const TRANSIENT = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** Two writers conflicted, or the table was too busy: the whole write may be retried. */
export const isTransient = (error: unknown): boolean =>
  error instanceof TransactionConflictException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code = '' }) => TRANSIENT.has(Code)));

/** Tells failed conditions from other errors, here and nowhere else; undefined: another error. */
function failedConditions(error: unknown): FailedConditions | undefined {
  if (error instanceof ConditionalCheckFailedException) {
    return new Map([[0, readImage(error.Item)]]);
  }
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const failed = (error.CancellationReasons ?? []).flatMap((reason, place) =>
    reason.Code === 'ConditionalCheckFailed' ? [[place, readImage(reason.Item)] as const] : [],
  );
  return failed.length > 0 ? new Map(failed) : undefined;
}

/** The only place that catches failed conditions. */
export const attempt = <Output>(
  what: string,
  send: () => Promise<Output>,
): Promise<Output | FailedConditions> =>
  tryUntilDone(what, async () => {
    try {
      return await send();
    } catch (error) {
      if (isTransient(error)) return AGAIN;
      const failed = failedConditions(error);
      if (failed) return failed;
      throw error;
    }
  });

/** Parses an item in DynamoDB's attribute values, as in errors and stream records. */
export const readImage = (image: Record<string, NativeAttributeValue> | undefined) =>
  image && Object.keys(image).length > 0 ? fromAttributes(image) : undefined;
