import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Participant } from '../../conversations/people.ts';
import type { OutgoingStore, SettledState, WindowName } from '../../steps/notification-ports.ts';
import { PENDING } from './delivery-table.ts';
import { enterWindow } from './enter-window.ts';
import { keys } from './keys.ts';
import { participantKey, windowKey } from './outgoing-items.ts';
import { claimWindow, releaseWindow, renewLease } from './outgoing-lease.ts';
import { recordSent } from './record-sent.ts';
import type { Table } from './table.ts';

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
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: windowKey(window),
      UpdateExpression: 'SET #state = :state REMOVE lease, leaseUntil',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state },
    }),
  );
}

async function sentTo({ client, name }: Table, conversationId: string, participant: Participant) {
  const Key = keys.thread(conversationId, participantKey(participant));
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  return Item?.mails ?? [];
}

/** Mail on its way: windows, leases, and what was sent. */
export function createOutgoingTable(table: Table): OutgoingStore {
  return {
    enter: (entry) => enterWindow(table, entry),
    claim: (window, now) => claimWindow(table, window, now),
    renew: (window, lease, now) => renewLease(table, window, lease, now),
    release: (window, lease) => releaseWindow(table, window, lease),
    decide: async (rows, decision, at) => {
      await Promise.all(rows.map((row) => decideRow(table, row, decision, at)));
    },
    settle: (window, state) => settle(table, window, state),
    recordSent: (record) => recordSent(table, record),
    sentTo: (conversationId, participant) => sentTo(table, conversationId, participant),
  };
}
