import * as v from 'valibot';
import { readAs } from '../read-as.ts';
import type { ItemKey } from './keys.ts';

export type Item = Record<string, unknown>;

/** How long items of a kind are kept; TTL deletes them some time after `expiresAt`. */
export type Expiry<Value> =
  | 'never'
  /** As long as the records of mails (configuration `retentionDays.mailRecords`), from the last write. */
  | 'with-mail-records'
  /** From the last write. */
  | { days: number }
  /** Epoch milliseconds; undefined: never. Only for kinds whose items are always written whole. */
  | ((value: Value, recordDays: number) => number | undefined);

/** The attribute `type`, which stream filters and readers look at. */
type ItemType =
  | 'department'
  | 'agent'
  | 'user'
  | 'conversation'
  | 'message'
  | 'mail'
  | 'mail-link'
  | 'delivery'
  // a grouping window
  | 'outgoing'
  | 'attachment'
  | 'webhook'
  | 'suppression'
  | 'erasure';

/** A kind of item in the table: its content, its expiry, and its places in the indexes. */
export interface ItemKind<Value> {
  /** The name in errors. */
  name: string;
  schema: v.GenericSchema<unknown, Value>;
  expiry: Expiry<Value>;
  /** The attribute `type`. */
  type?: ItemType;
  /** The place in the index `gsi1`, which copies the whole item, for lists that show it. Each change of the item also writes there. */
  index?(value: Value): { gsi1pk: string; gsi1sk: string } | undefined;
  /** The place in the index `gsi2`, which copies only keys, for callers that then read the items. */
  keyIndex?(value: Value): { gsi2pk: string; gsi2sk: string } | undefined;
}

/** The value type of a kind. */
export type ValueOf<Kind> = Kind extends ItemKind<infer Value> ? Value : never;

type ValueOfFields<Fields extends v.ObjectEntries> = v.InferOutput<
  v.ObjectSchema<Fields, undefined>
>;

/** A kind whose value type is only used in the table: the fields define it. */
export const itemKind = <Fields extends v.ObjectEntries>(
  name: string,
  expiry: Expiry<ValueOfFields<Fields>>,
  fields: Fields,
  rest: Pick<ItemKind<ValueOfFields<Fields>>, 'type' | 'index'> = {},
): ItemKind<ValueOfFields<Fields>> => ({ name, schema: v.object(fields), expiry, ...rest });

export const days = (days: number): { days: number } => ({ days });

type FieldOf<Value> = undefined extends Value
  ? v.OptionalSchema<v.GenericSchema<unknown, Exclude<Value, undefined>>, undefined>
  : v.GenericSchema<unknown, Value>;

/**
 * The schema of a type defined elsewhere. Every property must be listed, optional ones as optional, so that no new one is lost in the
 * table. Attributes beyond them (keys, `expiresAt`) are dropped when an item is read.
 */
export const objectOf = <Value extends object>(
  fields: { [Name in keyof Required<Value>]: FieldOf<Value[Name]> },
): v.GenericSchema<unknown, Value> =>
  v.object(fields as v.ObjectEntries) as v.GenericSchema as v.GenericSchema<unknown, Value>;

/** The key, for kinds whose readers need it. */
export const itemKey = { pk: v.string(), sk: v.string() };

/** An item of any kind, with its key. */
export const keyedItem: ItemKind<ItemKey & Item> = {
  name: 'item',
  schema: v.looseObject(itemKey),
  expiry: 'never',
};

/**
 * Validates an item. Throws if it is not of this kind: a bug, or somebody has edited the table. The error names fields, never their
 * content.
 */
export const readItem = <Value>(kind: ItemKind<Value>, item: Item): Value =>
  readAs(kind.schema, item, kind.name, `${item.pk} / ${item.sk}`);

const SECOND_MS = 1000;
export const DAY_MS = 86_400_000;

/** The whole epoch seconds that have passed at a time in epoch milliseconds: an item whose `expiresAt` is not above them has expired. */
export const secondsAt = (nowMs: number): number => Math.floor(nowMs / SECOND_MS);

/** Epoch seconds, as TTL needs; undefined: never, or it depends on the whole value. */
export function expiryAfterWrite(
  { expiry }: Pick<ItemKind<never>, 'expiry'>,
  recordDays: number,
): number | undefined {
  if (expiry === 'never' || typeof expiry === 'function') return undefined;
  const days = expiry === 'with-mail-records' ? recordDays : expiry.days;
  return Math.ceil((Date.now() + days * DAY_MS) / SECOND_MS);
}

/** The whole item: value, keys, type, index places and expiry. */
export function makeItem<Value extends object>(
  kind: ItemKind<Value>,
  key: ItemKey,
  value: Value,
  recordDays: number,
): Item {
  const endsAtMs = typeof kind.expiry === 'function' ? kind.expiry(value, recordDays) : undefined;
  const expiresAt =
    endsAtMs === undefined ? expiryAfterWrite(kind, recordDays) : Math.ceil(endsAtMs / SECOND_MS);
  return {
    ...value,
    ...key,
    ...(kind.type && { type: kind.type }),
    ...kind.index?.(value),
    ...kind.keyIndex?.(value),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
