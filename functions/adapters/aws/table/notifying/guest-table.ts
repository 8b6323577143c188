import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { GuestStore } from '../../../../steps/notifying/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';

/** A conversation that was forwarded to more guests than this shows rows for the first of them. */
export const MAX_GUESTS = 50;

/** Guests of a conversation (S3). */
export function createGuestTable({ client, name }: Table): GuestStore {
  return {
    remember: async (conversationId, address) => {
      const Item = { ...keys.guest(conversationId, address), address };
      await client.send(new PutCommand({ TableName: name, Item }));
    },
    list: async (conversationId) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :guest)',
          ExpressionAttributeValues: {
            ':pk': keys.conversation(conversationId).pk,
            ':guest': 'GUEST#',
          },
          Limit: MAX_GUESTS,
          ConsistentRead: true,
        }),
      );
      return Items.map(({ address }) => String(address));
    },
  };
}
