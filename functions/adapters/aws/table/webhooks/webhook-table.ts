import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Webhook, WebhookStore } from '../../../../steps/webhooks/ports.ts';
import { keys, PARTITIONS } from '../keys.ts';
import { ofPartition, queryAll, queryPage } from '../query-pages.ts';
import type { Table } from '../table.ts';
import {
  deliveriesPartition,
  readWebhook,
  readWebhookDelivery,
  webhookItem,
} from './webhook-items.ts';

/** Two writers of one webhook meet rarely; more rounds than this mean a loop somewhere. */
const MAX_ROUNDS = 5;

async function read({ client, name }: Table, webhookId: string) {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.webhook(webhookId), ConsistentRead: true }),
  );
  return Item;
}

async function change(
  table: Table,
  webhookId: string,
  make: (before: Webhook | undefined) => Webhook,
): Promise<Webhook> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const item = await read(table, webhookId);
    const webhook = make(item && readWebhook(item));
    const revision = Number(item?.revision ?? 0);
    try {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: webhookItem(webhook, revision + 1),
          ...(item
            ? {
                ConditionExpression: 'revision = :revision',
                ExpressionAttributeValues: { ':revision': revision },
              }
            : { ConditionExpression: 'attribute_not_exists(pk)' }),
        }),
      );
      return webhook;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
  throw new Error(`webhook ${webhookId} is being written by too many at once`);
}

async function list(table: Table): Promise<Webhook[]> {
  const webhooks: Webhook[] = [];
  for await (const item of queryAll(table, ofPartition(PARTITIONS.webhooks))) {
    webhooks.push(readWebhook(item));
  }
  return webhooks;
}

async function disable({ client, name }: Table, webhookId: string, at: string): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: keys.webhook(webhookId),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'SET disabledAt = if_not_exists(disabledAt, :at) ADD revision :one',
        ExpressionAttributeValues: { ':at': at, ':one': 1 },
      }),
    );
  } catch (error) {
    // it was deleted meanwhile
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function recentDeliveries(table: Table, webhookId: string, limit: number) {
  const page = await queryPage(
    table,
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :pk',
      ExpressionAttributeValues: { ':pk': deliveriesPartition(webhookId) },
      ScanIndexForward: false,
      Limit: limit,
    },
    undefined,
  );
  return page.items.map(readWebhookDelivery);
}

/** Where events are to be told. Secrets lie in the table alone, encrypted at rest, and no answer shows them again. */
export function createWebhookTable(table: Table): WebhookStore {
  return {
    list: () => list(table),
    find: async (id) => {
      const item = await read(table, id);
      return item && readWebhook(item);
    },
    change: (id, make) => change(table, id, make),
    remove: async (id) => {
      const { Attributes } = await table.client.send(
        new DeleteCommand({
          TableName: table.name,
          Key: keys.webhook(id),
          ReturnValues: 'ALL_OLD',
        }),
      );
      return Attributes !== undefined;
    },
    disable: (id, at) => disable(table, id, at),
    recentDeliveries: (id, limit) => recentDeliveries(table, id, limit),
  };
}
