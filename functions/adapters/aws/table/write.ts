import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { toAttributes } from './attributes.ts';
import { type Change, type Condition, clausesOf, conditionInput } from './expressions.ts';
import { expiryAfterWrite, type ItemKind, makeItem, secondsAt } from './item-kind.ts';
import type { ItemKey } from './keys.ts';

/** The table that a write goes to. */
export interface TargetTable {
  name: string;
  recordDays: number;
}

/** One change of one item, to be written alone or in a transaction. */
export type Write = (table: TargetTable) => TransactWriteItem;

export const IF_NEW: Condition = { if: 'attribute_not_exists(pk)' };
export const IF_THERE: Condition = { if: 'attribute_exists(pk)' };

/** The fields still have the values that were read; undefined: the field did not exist. */
export function ifStill(fields: Record<string, unknown>): Condition {
  const isAsItWas = ([name, value]: [string, unknown]) =>
    value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`;
  const entries = Object.entries(fields);
  return {
    if: entries.map(isAsItWas).join(' AND '),
    values: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
  };
}

/** The item has expired, though it is still there: DynamoDB deletes expired items within days. */
export const ifExpired = (nowMs: number): Condition => ({
  if: 'expiresAt <= :nowSeconds',
  values: { nowSeconds: secondsAt(nowMs) },
});

/** There is no item, or one that has not expired. */
export const ifNotExpired = (nowMs: number): Condition => ({
  if: 'attribute_not_exists(expiresAt) OR expiresAt > :nowSeconds',
  values: { nowSeconds: secondsAt(nowMs) },
});

/** A value that was read to be changed, with its revision. */
export interface Revised<Value> {
  value: Value;
  revision: number;
}

/** Optimistic locking: nobody has written the item since it was read; undefined: it did not exist. */
export const ifRevision = (revision: number | undefined): Condition =>
  revision === undefined ? IF_NEW : ifStill({ revision });

/** Attributes of an item that are not part of its value. */
export interface ItemFields {
  gsi1pk: string;
  gsi1sk: string;
  gsi2pk: string;
  gsi2sk: string;
  expiresAt: number;
  revision: number;
}

export const put =
  <Value extends object>(
    kind: ItemKind<Value>,
    key: ItemKey,
    value: NoInfer<Value>,
    condition?: Condition,
  ): Write =>
  ({ name, recordDays }) => ({
    Put: {
      TableName: name,
      Item: toAttributes(makeItem(kind, key, value, recordDays)),
      ...conditionInput(condition),
    },
  });

/** Replaces the item that was read, and increments its revision; `read` undefined: it did not exist. */
export const putRevision = <Value extends object>(
  kind: ItemKind<Value>,
  key: ItemKey,
  value: NoInfer<Value>,
  read: { revision: number } | undefined,
): Write =>
  put(kind, key, { ...value, revision: (read?.revision ?? 0) + 1 }, ifRevision(read?.revision));

export const remove =
  (key: ItemKey, condition?: Condition): Write =>
  ({ name }) => ({
    Delete: { TableName: name, Key: toAttributes(key), ...conditionInput(condition) },
  });

/** A condition check for a transaction; writes nothing. */
export const check =
  (key: ItemKey, condition: Condition): Write =>
  ({ name }) => ({
    ConditionCheck: {
      TableName: name,
      Key: toAttributes(key),
      ConditionExpression: condition.if,
      ...conditionInput(condition),
    },
  });

export const update =
  <Value extends object>(...given: UpdateOf<Value>): Write =>
  (table) => ({ Update: updateInput(table, ...given) });

export type UpdateOf<Value> = [
  kind: ItemKind<Value>,
  key: ItemKey,
  change: Change<Value & ItemFields>,
  condition?: Condition,
];

/** The input of DynamoDB's UpdateItem. It renews the expiry of kinds that are kept for some days. */
export function updateInput<Value extends object>(
  { name, recordDays }: TargetTable,
  ...[kind, key, change, condition]: UpdateOf<Value>
) {
  const expiresAt = expiryAfterWrite(kind, recordDays);
  const set = { ...change.set, ...(expiresAt !== undefined && { expiresAt }) };
  const { clauses, values } = clausesOf({ ...change, set });
  const UpdateExpression = clauses.join(' ');
  // DynamoDB refuses an empty update, but the embedded engine accepts it
  if (UpdateExpression === '') throw new Error(`an update of the ${kind.name} changes nothing`);
  return {
    TableName: name,
    Key: toAttributes(key),
    UpdateExpression,
    ...conditionInput(condition, UpdateExpression, values),
  };
}
