import { setTimeout as pause } from 'node:timers/promises';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { EventStore, PipingEvent, WebhookDelivery } from '../../../../steps/webhooks/ports.ts';
import { keys } from '../keys.ts';
import { failedConditions, type Table } from '../table.ts';
import { type TransactionItem, writeTransaction } from '../write-transaction.ts';
import { claimDelivery, settleDelivery } from './settle-delivery.ts';
import { eventItem, readEvent, readWebhookDelivery, webhookDeliveryItem } from './webhook-items.ts';

/** Events of one conversation come in one after the other; a few meet at most. */
const MAX_ROUNDS = 12;
const FIRST_PAUSE_MS = 10;
/** Position in the transaction. */
const CONVERSATION = 2;

async function find({ client, name }: Table, eventId: string): Promise<PipingEvent | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.event(eventId), ConsistentRead: true }),
  );
  return Item && readEvent(Item);
}

async function lastNumber({ client, name }: Table, conversationId: string | undefined) {
  const Key = keys.eventCounter(conversationId);
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  return Number(Item?.lastNumber ?? 0);
}

/** Counter and event change together: no number is given twice, and none is left out. Nothing is written of an erased conversation (S19). */
async function number(
  table: Table,
  event: Parameters<EventStore['number']>[0],
): Promise<PipingEvent | undefined> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const known = await find(table, event.eventId);
    if (known) return known;
    const last = await lastNumber(table, event.conversationId);
    const numbered = { ...event, sequence: last + 1 } as PipingEvent;
    try {
      await writeTransaction(table, numberItems(table, numbered, last));
      return numbered;
    } catch (error) {
      const failed = failedConditions(error);
      if (!failed) throw error;
      if (failed.includes(CONVERSATION)) return undefined;
      await pause(FIRST_PAUSE_MS * (round + 1) * Math.random());
    }
  }
  throw new Error(`event ${event.eventId} found no number: too many at once`);
}

function numberItems({ name }: Table, event: PipingEvent, last: number): TransactionItem[] {
  const { conversationId } = event;
  return [
    {
      Update: {
        TableName: name,
        Key: keys.eventCounter(conversationId),
        ConditionExpression: last === 0 ? 'attribute_not_exists(lastNumber)' : 'lastNumber = :last',
        UpdateExpression: 'SET lastNumber = :next',
        ExpressionAttributeValues: {
          ':next': event.sequence,
          ...(last !== 0 && { ':last': last }),
        },
      },
    },
    {
      Put: {
        TableName: name,
        Item: eventItem(event),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...(conversationId === undefined ? [] : [conversationIsThere(name, conversationId)]),
  ];
}

const conversationIsThere = (tableName: string, conversationId: string): TransactionItem => ({
  ConditionCheck: {
    TableName: tableName,
    Key: keys.conversation(conversationId),
    ConditionExpression: 'attribute_exists(pk)',
  },
});

async function findDelivery({ client, name }: Table, webhookId: string, eventId: string) {
  const Key = keys.webhookDelivery(webhookId, eventId);
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  return Item && readWebhookDelivery(Item);
}

async function begin(table: Table, delivery: WebhookDelivery): Promise<WebhookDelivery> {
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: webhookDeliveryItem(delivery),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return delivery;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return (await findDelivery(table, delivery.webhookId, delivery.eventId)) ?? delivery;
  }
}

/** Numbered events, and how far each webhook has got with them. */
export function createEventTable(table: Table): EventStore {
  return {
    number: (event) => number(table, event),
    find: (eventId) => find(table, eventId),
    begin: (delivery) => begin(table, delivery),
    findDelivery: (webhookId, eventId) => findDelivery(table, webhookId, eventId),
    claim: (delivery, nextDueAt, at) => claimDelivery(table, delivery, nextDueAt, at),
    settle: (delivery, result, at) => settleDelivery(table, delivery, result, at),
  };
}
