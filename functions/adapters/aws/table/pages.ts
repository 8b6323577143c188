import type { Page } from '../../../steps/ports.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type ItemKind, readItem } from './item-kind.ts';
import type { ItemStore } from './item-store.ts';
import { endOf, type Query } from './query.ts';

/** Pages of one query that a list of several conditions reads at most: then it is short, and goes on with its cursor. */
const MAX_PAGES_PER_LIST = 10;

interface Part {
  limit: number;
  cursor?: string | undefined;
}

/** Asks for the next page until there are `limit`, or no more: of a list whose conditions leave out some of what was looked at. */
export async function fillPage<Value>(
  { limit, cursor: start }: Part,
  nextPage: (part: Part) => Promise<Page<Value>>,
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
  /** Of the index; their sort keys are made alike, and no two items have the same. */
  partitions: string[];
  limit: number;
}

/**
 * One page of several partitions of the index as if they were one list. A list that is asked for by a part of it (its status, its reason)
 * has a partition for each part, so that neither the part nor the whole is filtered out of something larger.
 */
export async function mergePages<Value>(
  items: ItemStore,
  kind: ItemKind<Value>,
  { partitions, cursor, ...query }: Merged,
): Promise<Page<Value>> {
  const start = decodeCursor(cursor);
  const pages = await Promise.all(
    partitions.map((gsi1pk) => {
      // the place in this partition that the other's key would have
      const from = encodeCursor(start && { ...start, gsi1pk });
      return items.pageOfItems({ ...query, partition: gsi1pk, index: 'gsi1', cursor: from });
    }),
  );
  const direction = query.isNewestFirst ? -1 : 1;
  const found = pages
    .flatMap((page) => page.items)
    .sort((one, other) => (String(one.gsi1sk) < String(other.gsi1sk) ? -direction : direction));
  const shown = found.slice(0, query.limit);
  const isLast = found.length <= query.limit && pages.every((page) => page.cursor === undefined);
  return {
    items: shown.map((item) => readItem(kind, item)),
    cursor: isLast ? undefined : encodeCursor(endOf(shown, 'gsi1')),
  };
}
