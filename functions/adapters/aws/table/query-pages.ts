import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../../../steps/ports.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Table } from './table.ts';

type Item = Record<string, unknown>;
type Query = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

/** More pages than this of one partition is no list any more: at 1 MB a page some 100,000 items. */
const MAX_PAGES = 50;

/** One page of a query. */
export async function queryPage(
  { client, name }: Table,
  query: Query,
  cursor: string | undefined,
): Promise<Page<Item>> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({ ...query, TableName: name, ExclusiveStartKey: decodeCursor(cursor) }),
  );
  return { items: Items, cursor: encodeCursor(LastEvaluatedKey) };
}

/** Every item of a query, page by page. */
export async function* queryAll(table: Table, query: Query): AsyncGenerator<Item> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found = await queryPage(table, query, cursor);
    yield* found.items;
    cursor = found.cursor;
    if (cursor === undefined) return;
  }
  throw new Error(`a query of ${table.name} has more than ${MAX_PAGES} pages`);
}

/** All items of one partition, read consistently. */
export const ofPartition = (pk: string) => ({
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': pk },
  ConsistentRead: true,
});
