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

/** What came of a write: done, or nothing of it because conditions failed. */
export class WriteResult {
  readonly #found: ReadonlyMap<Write | undefined, Item | undefined>;

  /** `failed`: by the place of each write whose condition failed, what stood there. */
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

  /** What stands there instead; undefined: nothing. */
  found<Value>(write: Write, kind: ItemKind<Value>): Value | undefined {
    const item = this.#found.get(write);
    return item && readItem(kind, item);
  }
}

/** By the place of each write whose condition failed: the item that stood there. */
type FailedConditions = Map<number, Item | undefined>;

/** Reasons that pass. The SDK tries none of them again once they cancel a transaction. */
const PASSING = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** Two writers met on one item, or the table was too busy: the whole may be tried again. */
export const isPassing = (error: unknown): boolean =>
  error instanceof TransactionConflictException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code = '' }) => PASSING.has(Code)));

/** The one place that knows a failed condition from an error; undefined for an error. */
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

/** The one catch of failed conditions. */
export const attempt = <Output>(
  what: string,
  send: () => Promise<Output>,
): Promise<Output | FailedConditions> =>
  tryUntilDone(what, async () => {
    try {
      return await send();
    } catch (error) {
      if (isPassing(error)) return AGAIN;
      const failed = failedConditions(error);
      if (failed) return failed;
      throw error;
    }
  });

/** An item as DynamoDB's own types write it: in errors and in records of the stream. */
export const readImage = (image: Record<string, NativeAttributeValue> | undefined) =>
  image && Object.keys(image).length > 0 ? fromAttributes(image) : undefined;
