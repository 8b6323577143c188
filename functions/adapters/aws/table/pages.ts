import type { Page, PageOptions } from '../../../steps/ports.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type Item, type ItemKind, keyedItem, readItem } from './item-kind.ts';
import type { ItemStore } from './item-store.ts';
import { endOf, type Query } from './query.ts';

/** Pages that one answer of a filtered list reads; then the answer is short and has a cursor. */
const MAX_PAGES_PER_LIST = 10;

/** For a filtered list: reads pages until there are `limit` items, or no more. */
export async function fillPage<Value>(
  { limit, cursor: start }: PageOptions,
  nextPage: (options: PageOptions) => Promise<Page<Value>>,
): Promise<Page<Value>> {
  const items: Value[] = [];
  let cursor = start;
  for (let pages = 0; pages < MAX_PAGES_PER_LIST; pages += 1) {
    const page = await nextPage({ limit: limit - items.length, cursor });
    items.push(...page.items);
    cursor = page.cursor;
    if (cursor === undefined || items.length >= limit) break;
  }
  return { items, cursor };
}

interface Merged extends Omit<Query, 'partition' | 'index' | 'filter'> {
  /** Partitions of `gsi1`; their sort keys have the same form, and no two items have the same one. */
  partitions: string[];
  limit: number;
}

/**
 * One page of several partitions of the index, merged as one list. A list that can be asked for by status or reason has a partition for
 * each, so that neither the part nor the whole is filtered from something larger.
 */
export async function mergePages<Value>(
  items: ItemStore,
  kind: ItemKind<Value>,
  { partitions, cursor, ...query }: Merged,
): Promise<Page<Value>> {
  const start = decodeCursor(cursor);
  const pages = await Promise.all(
    partitions.map((gsi1pk) => {
      // where the cursor's key would stand in this partition
      const from = encodeCursor(start && { ...start, gsi1pk });
      return items.page(keyedItem, { ...query, partition: gsi1pk, index: 'gsi1', cursor: from });
    }),
  );
  const isBefore = (one: string, other: string) =>
    query.isNewestFirst ? one > other : one < other;
  // a page of long items ends at a megabyte: nothing behind its end is shown, because more of its partition may follow there
  const ends = pages.flatMap((page) =>
    page.cursor === undefined ? [] : page.items.slice(-1).map(placeOf),
  );
  const found = pages
    .flatMap((page) => page.items)
    .filter((item) => !ends.some((end) => isBefore(end, placeOf(item))))
    .sort((one, other) => (isBefore(placeOf(one), placeOf(other)) ? -1 : 1));
  const shown = found.slice(0, query.limit);
  const isLast = found.length <= query.limit && pages.every((page) => page.cursor === undefined);
  return {
    items: shown.map((item) => readItem(kind, item)),
    cursor: isLast ? undefined : encodeCursor(endOf(shown, 'gsi1')),
  };
}

const placeOf = ({ gsi1sk }: Item) => String(gsi1sk);
