import { decodeCursor, InvalidCursorError } from './cursor.ts';
import type { Item } from './item-kind.ts';
import type { Condition } from './write.ts';

/** A part of a partition, in order of the sort key. */
export interface Query {
  /** Of the table, or of one of its indexes. */
  partition: string;
  /** `gsi1` has whole items; `gsi2` has their keys alone, and is read as {@link keyedItem}. */
  index?: 'gsi1' | 'gsi2';
  /** Bounds of the sort key, both included. */
  from?: string;
  until?: string;
  isNewestFirst?: boolean;
  /** What was written within the last second may be missing: for half the units. An index is never read otherwise. */
  mayBeStale?: boolean;
  /** Fields that are read of each item, where it has more that nobody here asks for: the units are the same, the answer is shorter. */
  only?: readonly string[];
  /** Items that are looked at, before the filter. */
  limit?: number;
  cursor?: string | undefined;
  filter?: Condition | undefined;
}

/** Of the table, or of one of its indexes. */
export const namesOfKey = (index?: Query['index']) =>
  [`${index ?? ''}pk`, `${index ?? ''}sk`] as const;

/** What a QueryCommand is asked for, in DynamoDB's words. */
export function keyConditions({ partition, index, from, until }: Query): Required<Condition> {
  const [pk, sk] = namesOfKey(index);
  const values = {
    partition,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
  if (from !== undefined && until !== undefined) {
    return { if: `${pk} = :partition AND ${sk} BETWEEN :from AND :until`, values };
  }
  if (from !== undefined) return { if: `${pk} = :partition AND ${sk} >= :from`, values };
  if (until !== undefined) return { if: `${pk} = :partition AND ${sk} <= :until`, values };
  return { if: `${pk} = :partition`, values };
}

/** Every sort key that begins so: no key of ours has a character above `~`, but addresses and ids may. */
export const beginningWith = (prefix: string) => ({ from: prefix, until: `${prefix}\u{10ffff}` });

/** The key after which a page begins. A cursor of another list is none of this one: throws `InvalidCursorError`. */
export function startOf({ cursor, partition, index }: Query): Item | undefined {
  const key = decodeCursor(cursor);
  if (key && key[namesOfKey(index)[0]] !== partition) throw new InvalidCursorError();
  return key;
}

/** The key after which the next page begins. */
export function endOf(items: Item[], index: Query['index']): Item | undefined {
  const names = ['pk', 'sk', ...namesOfKey(index)];
  const last = items.at(-1);
  return last && Object.fromEntries(names.map((name) => [name, last[name]]));
}
