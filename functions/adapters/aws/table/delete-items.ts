import type { ItemKey } from './keys.ts';
import { ofPartition, queryAll } from './query-pages.ts';
import type { Table } from './table.ts';
import { ITEMS_PER_BATCH, writeBatch } from './write-batch.ts';

/** Deletes items; those that are not there do no harm. */
export async function deleteItems(table: Table, itemKeys: ItemKey[]): Promise<void> {
  const unique = [...new Map(itemKeys.map(({ pk, sk }) => [`${pk}\n${sk}`, { pk, sk }])).values()];
  for (let from = 0; from < unique.length; from += ITEMS_PER_BATCH) {
    const chunk = unique.slice(from, from + ITEMS_PER_BATCH);
    await writeBatch(
      table,
      chunk.map((Key) => ({ DeleteRequest: { Key } })),
    );
  }
}

/** Everything of one partition; gives how many items there were. */
export async function deletePartition(table: Table, pk: string): Promise<number> {
  const found: ItemKey[] = [];
  for await (const item of queryAll(table, ofPartition(pk))) {
    found.push({ pk: String(item.pk), sk: String(item.sk) });
  }
  await deleteItems(table, found);
  return found.length;
}
