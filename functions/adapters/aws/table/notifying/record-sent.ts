import type { SentRecord } from '../../../../steps/notifying/ports.ts';
import { keys } from '../keys.ts';
import { failedConditions, type Table } from '../table.ts';
import { type TransactionItem, writeTransaction } from '../write-transaction.ts';
import { participantKey, REMOVE_WHEN_SETTLED, windowKey } from './outgoing-items.ts';

/** Texts are cut here: their beginning is enough to know them again. */
const MAX_KEPT_TEXT_CHARACTERS = 20_000;

/** All that one sent mail changes, in one transaction: until it is written, SES has a mail that we do not know of (S15). */
export async function recordSent(table: Table, record: SentRecord): Promise<void> {
  try {
    await writeTransaction(table, [
      markWindow(table, record),
      ...markRows(table, record),
      ...remember(table, record),
    ]);
  } catch (error) {
    // no window: the conversation was erased while the mail was on its way, and nothing of it comes back (S19)
    if (!failedConditions(error)) throw error;
  }
}

function markWindow({ name }: Table, { window }: SentRecord): TransactionItem {
  return {
    Update: {
      TableName: name,
      Key: windowKey(window),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: `SET #state = :sent ${REMOVE_WHEN_SETTLED}`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':sent': 'sent' },
    },
  };
}

function markRows({ name }: Table, { sent, reasons }: SentRecord): TransactionItem[] {
  return reasons.map(({ messageId, reason }) => ({
    Update: {
      TableName: name,
      Key: keys.delivery(messageId, sent.participant),
      UpdateExpression:
        'SET decision = :sent, reason = :reason, recipient = :recipient, sesMessageId = :id, #at = :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: {
        ':sent': 'sent',
        ':reason': reason,
        ':recipient': sent.recipient,
        ':id': sent.sesMessageId,
        ':at': sent.at,
      },
    },
  }));
}

function remember({ name }: Table, { window, sent, text, thread }: SentRecord): TransactionItem[] {
  const recipient = participantKey(sent.participant);
  return [
    { Put: { TableName: name, Item: { ...keys.sentMail(sent.sesMessageId), ...sent } } },
    {
      Put: {
        TableName: name,
        Item: {
          ...keys.sentText(window.windowId, recipient),
          sesMessageId: sent.sesMessageId,
          text: text.slice(0, MAX_KEPT_TEXT_CHARACTERS),
        },
      },
    },
    {
      Put: {
        TableName: name,
        Item: { ...keys.thread(window.conversationId, recipient), mails: thread },
      },
    },
  ];
}
