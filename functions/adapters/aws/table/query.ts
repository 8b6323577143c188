import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Page } from '../../../steps/ports.ts';
import { fromAttributes, toAttributes } from './attributes.ts';
import { decodeCursor, encodeCursor, InvalidCursorError } from './cursor.ts';
import { type Condition, expressionNames, expressionValues } from './expressions.ts';
import type { Item } from './item-kind.ts';
import type { KeyRange } from './keys.ts';

/** A range of the table's keys, or of an index's, and what of it is read. */
export interface Query extends KeyRange {
  /** `gsi1` has whole items; `gsi2` only their keys, which are read as {@link keyedItem}. */
  index?: 'gsi1' | 'gsi2';
  isNewestFirst?: boolean;
  /** The fields to return, where items have long ones that are not needed. The units are the same, the answer is shorter. */
  only?: readonly string[];
  /** Items to look at, before the filter. */
  limit?: number;
  cursor?: string | undefined;
  filter?: Condition | undefined;
}

/** One page. With a filter it may be short and still have a cursor. Indexes have no consistent reads. */
export async function readPage(
  { name, client }: { name: string; client: DynamoDBClient },
  query: Query,
  { isConsistent }: { isConsistent: boolean },
): Promise<Page<Item>> {
  const { index, isNewestFirst, limit, filter, only } = query;
  const conditions = keyConditions(query);
  const startKey = startOf(query);
  // always with the key, from which the next page's cursor is made
  const fields = only && [...namesOfKey(), ...only].map((field) => `#${field}`).join(', ');
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      ...(index ? { IndexName: index } : { ConsistentRead: isConsistent }),
      KeyConditionExpression: conditions.if,
      FilterExpression: filter?.if,
      ProjectionExpression: fields,
      ...expressionNames(`${filter?.if ?? ''} ${fields ?? ''}`),
      ExpressionAttributeValues: expressionValues({ ...conditions.values, ...filter?.values }),
      ScanIndexForward: !isNewestFirst,
      // one item more, to tell whether there is another page: no page is empty
      Limit: limit === undefined || filter ? limit : limit + 1,
      ExclusiveStartKey: startKey && toAttributes(startKey),
    }),
  );
  const isCut = limit !== undefined && Items.length > limit;
  const shown = (isCut ? Items.slice(0, limit) : Items).map(fromAttributes);
  const lastKey = LastEvaluatedKey && fromAttributes(LastEvaluatedKey);
  return { items: shown, cursor: encodeCursor(isCut ? endOf(shown, index) : lastKey) };
}

/** Names of the key attributes of the table or of an index. */
const namesOfKey = (index?: Query['index']) => [`${index ?? ''}pk`, `${index ?? ''}sk`] as const;

/** The key condition of a QueryCommand. */
function keyConditions({ partition, index, from, until }: Query): Required<Condition> {
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
function startOf({ cursor, partition, index }: Query): Item | undefined {
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
