import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { BudgetStore, WindowName } from '../../../../steps/notifying/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';
import { participantKey } from './outgoing-items.ts';

const HOUR_MS = 3_600_000;
/** The hour is over, and so is every retry that might ask again. */
const KEPT_SECONDS = 2 * 24 * 3600;

async function take(
  { client, name }: Table,
  { conversationId, participant, windowId }: WindowName,
  limit: number,
  now: number,
): Promise<boolean> {
  const hour = new Date(Math.floor(now / HOUR_MS) * HOUR_MS).toISOString();
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: keys.budget(conversationId, participantKey(participant), hour),
        // a set of windows, not a number: a retry of the same mail takes nothing more
        ConditionExpression:
          'attribute_not_exists(windows) OR size(windows) < :limit OR contains(windows, :windowId)',
        UpdateExpression: 'ADD windows :window SET expiresAt = :expiresAt',
        ExpressionAttributeValues: {
          ':limit': limit,
          ':windowId': windowId,
          ':window': new Set([windowId]),
          ':expiresAt': Math.floor(now / 1000) + KEPT_SECONDS,
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Mails per conversation, recipient and clock hour (S17). */
export function createBudgetTable(table: Table): BudgetStore {
  return { take: (window, limit, now) => take(table, window, limit, now) };
}
