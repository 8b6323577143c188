import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SuppressionStore } from '../../../../steps/notifying/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';

/** DynamoDB's limit for one BatchGetItem. */
const KEYS_PER_READ = 100;
/** A mailbox that was full a month ago says nothing about today. */
const SOFT_BOUNCES_KEPT_SECONDS = 30 * 24 * 3600;

async function among({ client, name }: Table, addresses: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  let left = [...new Set(addresses)].map(keys.suppression);
  while (left.length > 0) {
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetCommand({
        RequestItems: { [name]: { Keys: left.slice(0, KEYS_PER_READ), ConsistentRead: true } },
      }),
    );
    for (const { address } of Responses[name] ?? []) found.add(String(address));
    const again = (UnprocessedKeys[name]?.Keys ?? []) as typeof left;
    left = [...again, ...left.slice(KEYS_PER_READ)];
  }
  return found;
}

async function countSoftBounce(
  { client, name }: Table,
  address: string,
  sesMessageId: string,
  nowMs: number,
): Promise<number> {
  const { Attributes } = await client.send(
    new UpdateCommand({
      TableName: name,
      Key: keys.softBounces(address),
      UpdateExpression: 'ADD mails :mail SET expiresAt = :expiresAt',
      ExpressionAttributeValues: {
        ':mail': new Set([sesMessageId]),
        ':expiresAt': Math.floor(nowMs / 1000) + SOFT_BOUNCES_KEPT_SECONDS,
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return (Attributes?.mails as Set<string> | undefined)?.size ?? 0;
}

/** The first reason stays: a later bounce must not hide a complaint. */
async function putUnlessThere({ client, name }: Table, Item: Record<string, unknown>) {
  const ConditionExpression = 'attribute_not_exists(pk)';
  try {
    await client.send(new PutCommand({ TableName: name, Item, ConditionExpression }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** Addresses that are not written to any more (S16). */
export function createSuppressionTable(table: Table): SuppressionStore {
  return {
    among: (addresses) => among(table, addresses),
    suppress: async (address, reason, at) => {
      const Item = { ...keys.suppression(address), address, reason, at };
      await putUnlessThere(table, Item);
    },
    countSoftBounce: (...about) => countSoftBounce(table, ...about),
  };
}
