import { decodeCursor, InvalidCursorError } from './cursor.ts';
import type { Item } from './item-kind.ts';
import type { KeyRange } from './keys.ts';
import type { Condition } from './write.ts';

/** A range of the table's keys, or of an index's, and what of it is read. */
export interface Query extends KeyRange {
  /** `gsi1` has whole items; `gsi2` only their keys, which are read as {@link keyedItem}. */
  index?: 'gsi1' | 'gsi2';
  isNewestFirst?: boolean;
  /** Writes of the last second may be missing, at half the units. Indexes are always read like this. */
  mayBeStale?: boolean;
  /** The fields to return, where items have long ones that are not needed. The units are the same, the answer is shorter. */
  only?: readonly string[];
  /** Items to look at, before the filter. */
  limit?: number;
  cursor?: string | undefined;
  filter?: Condition | undefined;
}

/** Names of the key attributes of the table or of an index. */
export const namesOfKey = (index?: Query['index']) =>
  [`${index ?? ''}pk`, `${index ?? ''}sk`] as const;

/** The key condition of a QueryCommand. */
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

/** The key after which a page begins. Throws `InvalidCursorError` for the cursor of another list. */
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
