import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Delivery, DeliverySummary } from '../../../../conversations/delivery.ts';
import type { Participant } from '../../../../conversations/people.ts';
import type { DeliveryStore } from '../../../../steps/chatting/ports.ts';
import type { DeliveryWriter } from '../../../../steps/notifying/ports.ts';
import { ITEM_TYPES, keys } from '../keys.ts';
import type { Table } from '../table.ts';

/** Rows that are written at the same time. */
const PARALLEL_WRITES = 25;
/** A row that waits for its mail: not shown, because nothing is decided yet. */
export const PENDING = 'pending';

type Item = Record<string, unknown>;

export const deliveryItem = (
  row: Item & { messageId: string; participant: Participant },
): Item => ({
  ...keys.delivery(row.messageId, row.participant),
  type: ITEM_TYPES.delivery,
  ...row,
});

async function putOnce({ client, name }: Table, Item: Item): Promise<void> {
  try {
    await client.send(
      new PutCommand({ TableName: name, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
  } catch (error) {
    // the first decision stays: this event came twice
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function putAll(table: Table, items: Item[]): Promise<void> {
  for (let from = 0; from < items.length; from += PARALLEL_WRITES) {
    await Promise.all(
      items.slice(from, from + PARALLEL_WRITES).map((item) => putOnce(table, item)),
    );
  }
}

async function list({ client, name }: Table, messageId: string) {
  const rows: (Delivery | DeliverySummary)[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'decision <> :pending',
        ExpressionAttributeValues: { ':pk': `DELIVERIES#${messageId}`, ':pending': PENDING },
        ConsistentRead: true,
        ExclusiveStartKey,
      }),
    );
    rows.push(...Items.map(readRow));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return rows;
}

function readRow(item: Item): Delivery | DeliverySummary {
  const { pk: _pk, sk: _sk, type: _type, windowId: _windowId, why: _why, ...row } = item;
  return row as unknown as Delivery | DeliverySummary;
}

async function markBounced(
  { client, name }: Table,
  ...[messageId, participant, reason, at]: Parameters<DeliveryWriter['markBounced']>
): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: keys.delivery(messageId, participant),
        // a complaint outweighs a bounce, a permanent bounce a passing one; the same event twice changes nothing
        ConditionExpression:
          'decision = :sent OR (decision = :bounced AND reason IN (:weaker, :weakest))',
        UpdateExpression: 'SET decision = :bounced, reason = :reason, #at = :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: {
          ':sent': 'sent',
          ':bounced': 'bounced',
          ':reason': reason,
          ':weaker': reason === 'complaint' ? 'hard-bounce' : 'none',
          ':weakest': reason === 'soft-bounce' ? 'none' : 'soft-bounce',
          ':at': at,
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** What was decided about each message and possible recipient (S11). */
export function createDeliveryTable(table: Table): DeliveryStore & DeliveryWriter {
  return {
    list: (messageId) => list(table, messageId),
    putSkipped: (rows) => putAll(table, rows.map(deliveryItem)),
    putSummaries: (messageId, summaries, at) =>
      putAll(
        table,
        summaries.map(({ reason, count }) => ({
          ...keys.deliverySummary(messageId, reason),
          type: ITEM_TYPES.delivery,
          messageId,
          decision: 'skipped',
          reason,
          count,
          at,
        })),
      ),
    markBounced: (...about) => markBounced(table, ...about),
  };
}
