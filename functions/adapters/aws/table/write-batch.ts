import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

export type BatchRequests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

/** DynamoDB's own bound of one batch call. */
export const ITEMS_PER_BATCH = 25;
const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 20;

/** Puts and deletes at most `ITEMS_PER_BATCH` items, each by itself. What DynamoDB could not take at once comes back and is sent again. */
export async function writeBatch({ client, name }: Table, requests: BatchRequests): Promise<void> {
  let rest = requests;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [name]: rest } }),
    );
    rest = UnprocessedItems?.[name] ?? [];
    if (rest.length === 0) return;
    await pause(FIRST_PAUSE_MS * 2 ** attempt);
  }
  throw new Error(`${rest.length} items were not taken by the table`);
}
