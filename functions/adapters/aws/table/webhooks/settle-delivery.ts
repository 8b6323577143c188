import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EventStore, WebhookDelivery } from '../../../../steps/webhooks/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';
import { deliverySortKey } from './webhook-items.ts';

/** Counts one more try; two messages of the queue about one delivery do not both try. */
export async function claimDelivery(
  { client, name }: Table,
  delivery: WebhookDelivery,
  nextDueAt: number,
  at: string,
): Promise<boolean> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: keys.webhookDelivery(delivery.webhookId, delivery.eventId),
        ConditionExpression: '#state = :waiting AND attempts = :before',
        UpdateExpression: 'SET attempts = :now, dueAt = :due, updatedAt = :at, gsi1sk = :sort',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':waiting': 'waiting',
          ':before': delivery.attempts,
          ':now': delivery.attempts + 1,
          ':due': nextDueAt,
          ':at': at,
          ':sort': deliverySortKey(delivery, at),
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

type Result = Parameters<EventStore['settle']>[1];

/** What came of a try, once: a delivery that is settled for good stays so. A dead one is counted on its webhook. */
export async function settleDelivery(
  table: Table,
  delivery: WebhookDelivery,
  { state, status, error: why }: Result,
  at: string,
): Promise<void> {
  const { client, name } = table;
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: keys.webhookDelivery(delivery.webhookId, delivery.eventId),
        ConditionExpression: '#state = :waiting',
        UpdateExpression:
          'SET #state = :state, updatedAt = :at, gsi1sk = :sort, #status = :status, #error = :error',
        ExpressionAttributeNames: { '#state': 'state', '#status': 'status', '#error': 'error' },
        ExpressionAttributeValues: {
          ':waiting': 'waiting',
          ':state': state,
          ':at': at,
          ':sort': deliverySortKey(delivery, at),
          ':status': status ?? null,
          ':error': why ?? null,
        },
      }),
    );
    if (state === 'dead') await countDead(table, delivery.webhookId);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function countDead({ client, name }: Table, webhookId: string): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: keys.webhook(webhookId),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'ADD deadDeliveries :one, revision :one',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  );
}
