import * as v from 'valibot';
import { describeFaults } from '../read-as.ts';
import type { ItemKey } from './keys.ts';

export type Item = Record<string, unknown>;

/** How long items of a kind are kept: TTL takes them away some time after `expiresAt`. */
export type Expiry<Value> =
  | 'never'
  /** As long as the records of mails (configuration `retentionDays.mailRecords`), from the last write on. */
  | 'with-mail-records'
  /** From the last write on. */
  | { days: number }
  /** Epoch milliseconds; undefined: never. For kinds that are put whole. */
  | ((value: Value, recordDays: number) => number | undefined);

/** What filters and readers of the stream look at. */
type ItemType =
  | 'department'
  | 'agent'
  | 'user'
  | 'conversation'
  | 'message'
  | 'mail'
  | 'mail-link'
  | 'delivery'
  | 'outgoing'
  | 'attachment'
  | 'webhook'
  | 'suppression'
  | 'erasure';

/** One kind of item of the table: what it holds, how long it is kept, and the list it stands in. */
export interface ItemKind<Value> {
  /** As errors name it. */
  name: string;
  schema: v.GenericSchema<unknown, Value>;
  expiry: Expiry<Value>;
  /** The attribute `type`. */
  type?: ItemType;
  /** Its place in the index `gsi1`, which holds the whole item: for lists that show it. Each change of the item is a write there, too. */
  index?(value: Value): { gsi1pk: string; gsi1sk: string } | undefined;
  /** Its place in the index `gsi2`, which holds keys alone: for whoever follows them. */
  keyIndex?(value: Value): { gsi2pk: string; gsi2sk: string } | undefined;
}

/** What items of a kind say. */
export type ValueOf<Kind> = Kind extends ItemKind<infer Value> ? Value : never;

type ValueOfFields<Fields extends v.ObjectEntries> = v.InferOutput<
  v.ObjectSchema<Fields, undefined>
>;

/** A kind of the table's own: its value is what its fields say. */
export const itemKind = <Fields extends v.ObjectEntries>(
  name: string,
  expiry: Expiry<ValueOfFields<Fields>>,
  fields: Fields,
): ItemKind<ValueOfFields<Fields>> => ({ name, schema: v.object(fields), expiry });

export const days = (days: number): { days: number } => ({ days });

type FieldOf<Value> = undefined extends Value
  ? v.OptionalSchema<v.GenericSchema<unknown, Exclude<Value, undefined>>, undefined>
  : v.GenericSchema<unknown, Value>;

/**
 * The schema of a type that stands elsewhere: every property of it must be named here, the optional ones as optional, so that nothing
 * new is lost on its way through the table. What the item has besides (keys, `expiresAt`) is left out when it is read.
 */
export const objectOf = <Value extends object>(
  fields: { [Name in keyof Required<Value>]: FieldOf<Value[Name]> },
): v.GenericSchema<unknown, Value> =>
  v.object(fields as v.ObjectEntries) as v.GenericSchema as v.GenericSchema<unknown, Value>;

/** Any item, for who needs to know no more than that it is there. */
export const anyItem = itemKind('item', 'never', {});

/** What the item says. Throws on an item that is not of this kind: a bug, or a hand in the table. Names fields, never what they hold. */
export function readItem<Value>(kind: ItemKind<Value>, item: Item): Value {
  const result = v.safeParse(kind.schema, item);
  if (result.success) return result.output;
  throw new Error(`${item.pk} / ${item.sk} is no ${kind.name}: ${describeFaults(result.issues)}`);
}

const SECOND_MS = 1000;
const DAY_SECONDS = 86_400;

/** Epoch seconds, as TTL reads them; undefined: never, or only a whole value says it. */
export function expiryAfterWrite(
  { expiry }: Pick<ItemKind<never>, 'expiry'>,
  recordDays: number,
): number | undefined {
  if (expiry === 'never' || typeof expiry === 'function') return undefined;
  const days = expiry === 'with-mail-records' ? recordDays : expiry.days;
  return Math.ceil(Date.now() / SECOND_MS + days * DAY_SECONDS);
}

/** The whole item. */
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
