import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { toAttributes } from './attributes.ts';
import { expiryAfterWrite, type ItemKind, makeItem, secondsAt } from './item-kind.ts';
import type { ItemKey } from './keys.ts';

/** The table that a write goes to. */
export interface TargetTable {
  name: string;
  recordDays: number;
}

/** One change of one item, to be written alone or in a transaction. */
export type Write = (table: TargetTable) => TransactWriteItem;

/** `if`: a condition expression of DynamoDB, in which `#name` stands for a reserved word and `:name` for one of `values`. */
export interface Condition {
  if: string;
  values?: Record<string, unknown>;
}

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

/** The changes of an update, by field. */
export interface Change<Fields> {
  /** undefined leaves the field unchanged. */
  set?: Partial<Fields>;
  /** Set only if the field does not exist. */
  setOnce?: Partial<Fields>;
  /** Adds to numbers, and members to sets. */
  add?: Partial<Record<keyof Fields, number | Set<string>>>;
  /** Increments; the first value is `from`. */
  count?: Partial<Record<keyof Fields, { from: number }>>;
  /** Appends entries to a list, which is created if it does not exist. */
  append?: Partial<Fields>;
  /** Removes members from sets. */
  take?: Partial<Record<keyof Fields, Set<string>>>;
  remove?: (keyof Fields & string)[];
}

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

/** The clauses of an UpdateExpression. */
function clausesOf(change: Change<Record<string, unknown>>) {
  const values: Record<string, unknown> = {};
  const each = (fields: object | undefined, write: (name: string, value: string) => string) =>
    Object.entries(fields ?? {}).flatMap(([field, value]) => {
      if (value === undefined) return [];
      values[`:new_${field}`] = value;
      return [write(`#${field}`, `:new_${field}`)];
    });
  const counts = Object.entries(change.count ?? {}).map(([field, count]) => {
    values[':one'] = 1;
    values[`:new_${field}`] = (count?.from ?? 1) - 1;
    return `#${field} = if_not_exists(#${field}, :new_${field}) + :one`;
  });
  const clause = (verb: string, parts: string[]) =>
    parts.length > 0 ? [`${verb} ${parts.join(', ')}`] : [];
  const clauses = [
    ...clause('SET', [
      ...each(change.set, (name, value) => `${name} = ${value}`),
      ...each(change.setOnce, (name, value) => `${name} = if_not_exists(${name}, ${value})`),
      ...each(change.append, (name, value) => {
        values[':none'] = [];
        return `${name} = list_append(if_not_exists(${name}, :none), ${value})`;
      }),
      ...counts,
    ]),
    ...clause(
      'ADD',
      each(change.add, (name, value) => `${name} ${value}`),
    ),
    ...clause(
      'DELETE',
      each(change.take, (name, value) => `${name} ${value}`),
    ),
    ...clause(
      'REMOVE',
      (change.remove ?? []).map((field) => `#${field}`),
    ),
  ];
  return { clauses, values };
}

/** The condition with the names and values that it and the update use; DynamoDB refuses unused ones. */
function conditionInput(
  condition: Condition | undefined,
  UpdateExpression = '',
  updateValues: Record<string, unknown> = {},
) {
  const values = { ...updateValues, ...namedValues(condition?.values) };
  return {
    ...(condition && {
      ConditionExpression: condition.if,
      // the failure then carries the existing item, which saves a read
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    }),
    ...expressionNames(`${UpdateExpression} ${condition?.if ?? ''}`),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: toAttributes(values) }),
  };
}

const namedValues = (values: Record<string, unknown> = {}) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));

export const expressionValues = (values: Record<string, unknown>) =>
  toAttributes(namedValues(values));

export function expressionNames(expression: string) {
  const names = [...new Set(expression.match(/#\w+/g))];
  if (names.length === 0) return {};
  return {
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
  };
}
