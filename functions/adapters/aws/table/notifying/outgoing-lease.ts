import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Claim, WindowName } from '../../../../steps/notifying/ports.ts';
import type { Table } from '../table.ts';
import { nextTry, readWindow, windowKey } from './outgoing-items.ts';

/** Longer than one attempt at SES may take (`SEND_TIMEOUT_MS`); a killed function delays its mail by no more than this. */
export const LEASE_MS = 12_000;

const NAMES = { '#state': 'state' };

/** Closes a due window, for good, and takes its lease. */
export async function claimWindow(table: Table, window: WindowName, now: number): Promise<Claim> {
  const lease = randomUUID();
  try {
    const { Attributes = {} } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: windowKey(window),
        ConditionExpression:
          '#state IN (:open, :closed) AND closesAt <= :now AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)',
        UpdateExpression: 'SET #state = :closed, lease = :lease, leaseUntil = :until',
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: {
          ':open': 'open',
          ':closed': 'closed',
          ':now': now,
          ':lease': lease,
          ':until': now + LEASE_MS,
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return { kind: 'claimed', window: readWindow(Attributes), lease, leaseUntil: now + LEASE_MS };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return whyNotNow(table, window, now);
  }
}

async function whyNotNow({ client, name }: Table, window: WindowName, now: number): Promise<Claim> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: windowKey(window), ConsistentRead: true }),
  );
  const found = Item && readWindow(Item);
  if (found?.state !== 'open' && found?.state !== 'closed') return { kind: 'settled' };
  return { kind: 'early', waitMs: Math.max(found.closesAt, found.leaseUntil ?? 0) - now };
}

/** Extends a lease that is still ours; false: it ended and someone else took it, or the window is settled. */
export async function renewLease(
  table: Table,
  window: WindowName,
  lease: string,
  now: number,
): Promise<boolean> {
  return updateIfOurs(table, window, lease, {
    UpdateExpression: 'SET leaseUntil = :until',
    values: { ':until': now + LEASE_MS },
  });
}

/** Gives the lease back before its end, and notes when the next try is due. */
export async function releaseWindow(
  table: Table,
  window: WindowName,
  lease: string,
  nextTryAt: number,
): Promise<void> {
  await updateIfOurs(table, window, lease, {
    UpdateExpression: 'SET gsi1sk = :nextTry REMOVE lease, leaseUntil',
    values: { ':nextTry': nextTry(nextTryAt) },
  });
}

async function updateIfOurs(
  { client, name }: Table,
  window: WindowName,
  lease: string,
  { UpdateExpression, values }: { UpdateExpression: string; values?: Record<string, unknown> },
): Promise<boolean> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: windowKey(window),
        ConditionExpression: '#state = :closed AND lease = :lease',
        UpdateExpression,
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: { ':closed': 'closed', ':lease': lease, ...values },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
