import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DeliverResult, MailDelivery } from '../../../../steps/receiving/ports.ts';
import type { LongBodies } from '../../bucket/body-store.ts';
import { conversationItem, messageItems } from '../chatting/conversation-items.ts';
import { newUserItems, userIsThere } from '../chatting/user-items.ts';
import { keys } from '../keys.ts';
import { failedConditions, type Table } from '../table.ts';
import { type TransactionItem, writeTransaction } from '../write-transaction.ts';
import { putMail, readMail } from './mail-items.ts';

/** Positions in the transaction: a failed condition is told apart by where it stands. */
const RECORD = 0;
const FINGERPRINT = 1;

/**
 * The one transaction of a delivered mail: record, duplicate guard, message, conversation and, with convert-all, a new conversation and
 * user. Two copies of a mail that arrive together meet at the guard, and one of them wins (S15).
 */
export async function deliverMail(
  table: Table,
  bodies: LongBodies,
  delivery: MailDelivery,
): Promise<DeliverResult> {
  try {
    await writeTransaction(table, await transactionItems(table, bodies, delivery));
    return { kind: 'delivered' };
  } catch (error) {
    const failed = failedConditions(error);
    if (failed?.includes(RECORD)) return alreadyDecided(table, delivery);
    if (failed?.includes(FINGERPRINT)) return duplicateOf(table, delivery);
    throw error;
  }
}

async function transactionItems(
  table: Table,
  bodies: LongBodies,
  delivery: MailDelivery,
): Promise<TransactionItem[]> {
  const { record, message, newConversation, newUser } = delivery;
  const [putMessage, moveConversation] = await messageItems(table, bodies, message);
  return [
    { Put: putMail(table, record, delivery.replaces) },
    { Put: guardItem(table, delivery) },
    putMessage,
    newConversation
      ? {
          Put: {
            TableName: table.name,
            Item: conversationItem({ ...newConversation, firstUserMessageId: message.messageId }),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        }
      : moveConversation,
    ...(newUser ? newUserItems(table.name, newUser) : []),
    ...(newConversation && !newUser ? [userIsThere(table.name, newConversation.userId)] : []),
  ];
}

/**
 * Whoever finds the guard there was delivered before, under this mailId or another: the record of a delivered mail may expire and its octets
 * be looked at again. The table takes expired guards away late, so the time is compared as well.
 */
function guardItem(
  { name }: Table,
  { record, fingerprint, fingerprintUntil: until }: MailDelivery,
) {
  return {
    TableName: name,
    Item: {
      ...keys.duplicate(fingerprint),
      mailId: record.mailId,
      ...(until !== undefined && { until, expiresAt: Math.ceil(until / 1000) }),
    },
    ConditionExpression: 'attribute_not_exists(pk) OR #until < :receivedMs',
    ExpressionAttributeNames: { '#until': 'until' },
    ExpressionAttributeValues: { ':receivedMs': Date.parse(record.receivedAt) },
  };
}

async function alreadyDecided(
  { client, name }: Table,
  { record }: MailDelivery,
): Promise<DeliverResult> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.mail(record.mailId), ConsistentRead: true }),
  );
  return { kind: 'already-decided', record: readMail(Item ?? {}) };
}

async function duplicateOf(
  { client, name }: Table,
  { fingerprint }: MailDelivery,
): Promise<DeliverResult> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.duplicate(fingerprint), ConsistentRead: true }),
  );
  return { kind: 'duplicate', of: String(Item?.mailId) };
}
