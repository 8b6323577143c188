import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { SentMail, SentMailStore } from '../../../../steps/receiving/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';

/** Mails that are looked through for texts: one message may have gone to many. */
const MAX_MAILS_READ = 25;
const MAX_RECENT_TEXTS = 5;

async function find({ client, name }: Table, sesMessageId: string): Promise<SentMail | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.sentMail(sesMessageId), ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const { pk: _pk, sk: _sk, ...sent } = Item;
  return sent as SentMail;
}

async function recentTexts({ client, name }: Table, conversationId: string): Promise<string[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sent)',
      ExpressionAttributeValues: {
        ':pk': keys.conversation(conversationId).pk,
        ':sent': 'SENT#',
      },
      ScanIndexForward: false,
      Limit: MAX_MAILS_READ,
      ConsistentRead: true,
    }),
  );
  return [...new Set(Items.map(({ text }) => String(text)))].slice(0, MAX_RECENT_TEXTS);
}

/** What SES's ids of our mails stand for (S1, signal 3), and the texts that we sent. */
export function createSentMailTable(table: Table): SentMailStore {
  return {
    find: (sesMessageId) => find(table, sesMessageId),
    recentTexts: (conversationId) => recentTexts(table, conversationId),
  };
}
