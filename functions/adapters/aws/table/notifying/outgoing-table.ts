import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Participant } from '../../../../conversations/people.ts';
import type { OutgoingStore, SettledState, WindowName } from '../../../../steps/notifying/ports.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import type { Table } from '../table.ts';
import { PENDING } from './delivery-table.ts';
import { enterWindow } from './enter-window.ts';
import {
  nextTry,
  participantKey,
  REMOVE_WHEN_SETTLED,
  readWindow,
  windowKey,
} from './outgoing-items.ts';
import { claimWindow, releaseWindow, renewLease } from './outgoing-lease.ts';
import { recordSent } from './record-sent.ts';

type Decide = Parameters<OutgoingStore['decide']>;

async function decideRow(
  { client, name }: Table,
  row: { messageId: string; participant: Participant },
  { decision, reason }: Decide[1],
  at: string,
): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: keys.delivery(row.messageId, row.participant),
        // a mail that failed because the account was paused may still be decided otherwise; one that was sent may not
        ConditionExpression: 'decision IN (:pending, :failed)',
        UpdateExpression: 'SET decision = :decision, reason = :reason, #at = :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: {
          ':pending': PENDING,
          ':failed': 'failed',
          ':decision': decision,
          ':reason': reason,
          ':at': at,
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function settle({ client, name }: Table, window: WindowName, state: SettledState) {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: windowKey(window),
        // an erasure may have removed it meanwhile (S19)
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: `SET #state = :state ${REMOVE_WHEN_SETTLED}`,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': state },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function sentTo({ client, name }: Table, conversationId: string, participant: Participant) {
  const Key = keys.thread(conversationId, participantKey(participant));
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  return Item?.mails ?? [];
}

/** Windows that one run of reconcile looks at. */
const MAX_OVERDUE = 100;

async function listOverdue({ client, name }: Table, before: number): Promise<WindowName[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :outgoing AND gsi1sk < :before',
      ExpressionAttributeValues: {
        ':outgoing': INDEX_PARTITIONS.outgoing,
        ':before': nextTry(before),
      },
      Limit: MAX_OVERDUE,
    }),
  );
  return Items.map(readWindow);
}

/** Mail on its way: windows, leases, and what was sent. */
export function createOutgoingTable(table: Table): OutgoingStore {
  return {
    enter: (entry) => enterWindow(table, entry),
    claim: (window, now) => claimWindow(table, window, now),
    renew: (window, lease, now) => renewLease(table, window, lease, now),
    release: (window, lease, nextTryAt) => releaseWindow(table, window, lease, nextTryAt),
    listOverdue: (before) => listOverdue(table, before),
    decide: async (rows, decision, at) => {
      await Promise.all(rows.map((row) => decideRow(table, row, decision, at)));
    },
    settle: (window, state) => settle(table, window, state),
    recordSent: (record) => recordSent(table, record),
    sentTo: (conversationId, participant) => sentTo(table, conversationId, participant),
  };
}
