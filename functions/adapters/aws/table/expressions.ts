/** DynamoDB's expressions: conditions, and the changes of an update. */
import { toAttributes } from './attributes.ts';

/** `if`: a condition expression of DynamoDB, in which `#name` stands for a reserved word and `:name` for one of `values`. */
export interface Condition {
  if: string;
  values?: Record<string, unknown>;
}

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

/** The clauses of an UpdateExpression. */
export function clausesOf(change: Change<Record<string, unknown>>) {
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
export function conditionInput(
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
