import type { Page } from '../../../steps/ports.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { ItemKind } from './item-kind.ts';
import type { ItemStore } from './item-store.ts';
import type { ItemKey } from './keys.ts';
import type { Query } from './query.ts';

interface Merged<Value> extends Omit<Query, 'partition' | 'index' | 'limit' | 'filter'> {
  /** Of the index; their sort keys are made alike, and no two items have the same. */
  partitions: string[];
  limit: number;
  keyOf(value: Value): ItemKey;
}

/**
 * One page of several partitions of the index as if they were one list. A list that is asked for by a part of it (its status, its reason)
 * has a partition for each part, so that neither the part nor the whole is filtered out of something larger.
 */
export async function mergePages<Value>(
  items: ItemStore,
  kind: ItemKind<Value>,
  { partitions, keyOf, cursor, limit, ...query }: Merged<Value>,
): Promise<Page<Value>> {
  const start = decodeCursor(cursor);
  const pages = await Promise.all(
    partitions.map((partition) =>
      items.page(kind, {
        ...query,
        partition,
        index: 'gsi1',
        limit,
        // the place in this partition that the other's key would have
        cursor: encodeCursor(start && { ...start, gsi1pk: partition }),
      }),
    ),
  );
  const direction = query.isNewestFirst ? -1 : 1;
  const found = pages
    .flatMap((page) => page.items)
    .map((value) => ({ value, place: kind.index?.(value)?.gsi1sk ?? '' }))
    .sort((one, other) => (one.place < other.place ? -direction : direction));
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const isLast = found.length <= limit && pages.every((page) => page.cursor === undefined);
  return {
    items: shown.map(({ value }) => value),
    cursor:
      isLast || !last
        ? undefined
        : encodeCursor({ ...keyOf(last.value), ...kind.index?.(last.value) }),
  };
}
