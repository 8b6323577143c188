import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OutgoingEntry, OutgoingWindow } from '../../../../steps/notifying/ports.ts';
import { keys } from '../keys.ts';
import { failedConditions, type Table } from '../table.ts';
import { type TransactionItem, writeTransaction } from '../write-transaction.ts';
import { deliveryItem, PENDING } from './delivery-table.ts';
import {
  MAX_MESSAGES_PER_WINDOW,
  participantKey,
  readWindow,
  windowItem,
  windowKey,
} from './outgoing-items.ts';

/** Position of the row in each transaction: if its condition fails, this event came before. */
const ROW = 0;

/**
 * Puts a message into the recipient's open window, or opens one. Row and window change in one transaction: a message that has a row is in
 * exactly one window, however often the event comes (S8, S15).
 */
export async function enterWindow(
  table: Table,
  entry: OutgoingEntry,
): Promise<OutgoingWindow | undefined> {
  const openId = entry.groupingSeconds > 0 ? await findOpenWindow(table, entry) : undefined;
  if (openId && openId !== entry.messageId) {
    const result = await tryTransaction(table, joinItems(table, entry, openId));
    if (result === 'done') return undefined;
    if (result === 'row-exists') return readOwnWindow(table, entry);
  }
  const window = newWindow(entry);
  const result = await tryTransaction(table, openItems(table, entry, window));
  return result === 'done' ? window : readOwnWindow(table, entry);
}

async function findOpenWindow({ client, name }: Table, entry: OutgoingEntry) {
  const Key = keys.openWindow(entry.conversationId, participantKey(entry.participant));
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  return Item && Number(Item.closesAt) > entry.now ? String(Item.windowId) : undefined;
}

function newWindow(entry: OutgoingEntry): OutgoingWindow {
  const { conversationId, participant, messageId, groupingSeconds, now } = entry;
  return {
    conversationId,
    participant,
    windowId: messageId,
    messageIds: [messageId],
    closesAt: now + groupingSeconds * 1000,
  };
}

function pendingRow(table: Table, entry: OutgoingEntry, windowId: string): TransactionItem {
  const { messageId, participant, recipient, reason, now } = entry;
  return {
    Put: {
      TableName: table.name,
      Item: deliveryItem({
        messageId,
        participant,
        recipient,
        decision: PENDING,
        reason,
        windowId,
        at: new Date(now).toISOString(),
      }),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

function joinItems(table: Table, entry: OutgoingEntry, windowId: string): TransactionItem[] {
  return [
    pendingRow(table, entry, windowId),
    {
      Update: {
        TableName: table.name,
        Key: windowKey({ ...entry, windowId }),
        ConditionExpression: '#state = :open AND size(messageIds) < :most',
        UpdateExpression: 'SET messageIds = list_append(messageIds, :added)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':open': 'open',
          ':most': MAX_MESSAGES_PER_WINDOW,
          ':added': [entry.messageId],
        },
      },
    },
  ];
}

function openItems(table: Table, entry: OutgoingEntry, window: OutgoingWindow): TransactionItem[] {
  const { conversationId, participant, windowId, closesAt } = window;
  const pointer = {
    ...keys.openWindow(conversationId, participantKey(participant)),
    windowId,
    closesAt,
  };
  return [
    pendingRow(table, entry, windowId),
    {
      Put: {
        TableName: table.name,
        Item: windowItem(window),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...(entry.groupingSeconds > 0 ? [{ Put: { TableName: table.name, Item: pointer } }] : []),
  ];
}

async function tryTransaction(
  table: Table,
  items: TransactionItem[],
): Promise<'done' | 'row-exists' | 'window-closed'> {
  try {
    await writeTransaction(table, items);
    return 'done';
  } catch (error) {
    const failed = failedConditions(error);
    if (!failed) throw error;
    return failed.includes(ROW) ? 'row-exists' : 'window-closed';
  }
}

/** The window that this message opened before, if it is not settled: whoever crashed after the transaction did not queue it. */
async function readOwnWindow({ client, name }: Table, entry: OutgoingEntry) {
  const Key = windowKey({ ...entry, windowId: entry.messageId });
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  const window = Item && readWindow(Item);
  return window?.state === 'open' || window?.state === 'closed' ? window : undefined;
}
