import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from './keys.ts';
import { ofPartition, queryAll } from './query-pages.ts';
import type { Table } from './table.ts';

/** DynamoDB's own bound of one batch call. */
const ITEMS_PER_CALL = 25;
const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 20;

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

/** Deletes items; those that are not there do no harm. */
export async function deleteItems(table: Table, itemKeys: ItemKey[]): Promise<void> {
  const unique = [...new Map(itemKeys.map(({ pk, sk }) => [`${pk}\n${sk}`, { pk, sk }])).values()];
  for (let from = 0; from < unique.length; from += ITEMS_PER_CALL) {
    const chunk = unique.slice(from, from + ITEMS_PER_CALL);
    await deleteChunk(
      table,
      chunk.map((Key) => ({ DeleteRequest: { Key } })),
    );
  }
}

async function deleteChunk({ client, name }: Table, requests: Requests): Promise<void> {
  let rest = requests;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [name]: rest } }),
    );
    rest = UnprocessedItems?.[name] ?? [];
    if (rest.length === 0) return;
    await pause(FIRST_PAUSE_MS * 2 ** attempt);
  }
  throw new Error(`${rest.length} items were not deleted`);
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
