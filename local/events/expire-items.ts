import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';

/** DynamoDB deletes an item up to some days after its time. Each item gets its own delay up to this. */
const LONGEST_DELAY_S = 48 * 3600;
/** Limit of a batch write. */
const ITEMS_AT_ONCE = 25;

type Item = Record<string, AttributeValue>;

/** A table whose items expire at the time in an attribute, in seconds. */
export interface ExpiringTable {
  tableName: string;
  keyNames: string[];
  attribute: string;
}

/** Plays a table's time to live: late, as DynamoDB does, so that items can be read for a while after their time. */
export async function expireItems(
  client: DynamoDBClient,
  { tableName, keyNames, attribute }: ExpiringTable,
): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const pages = paginateScan(
    { client },
    {
      TableName: tableName,
      FilterExpression: '#end < :now',
      ExpressionAttributeNames: { '#end': attribute },
      ExpressionAttributeValues: { ':now': { N: String(now) } },
    },
  );
  for await (const { Items = [] } of pages) {
    const gone = Items.map((item) => ({
      end: Number(item[attribute]?.N),
      key: keyOf(item, keyNames),
    }))
      .filter(({ end, key }) => end + delayOf(key) < now)
      .map(({ key }) => ({ DeleteRequest: { Key: key } }));
    for (let from = 0; from < gone.length; from += ITEMS_AT_ONCE) {
      const requests = gone.slice(from, from + ITEMS_AT_ONCE);
      await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }));
    }
  }
}

const keyOf = (item: Item, names: string[]): Item =>
  Object.fromEntries(names.map((name) => [name, item[name] as AttributeValue]));

/** The same delay for the same item each time. */
const delayOf = (key: Item): number =>
  createHash('sha256').update(JSON.stringify(key)).digest().readUInt32BE() % LONGEST_DELAY_S;
