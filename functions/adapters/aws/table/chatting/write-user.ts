import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../../../conversations/people.ts';
import { keys } from '../keys.ts';
import { failedConditions, type Table } from '../table.ts';
import { writeTransaction } from '../write-transaction.ts';
import { notBeingErased, readUser, userAddressItem, userItem } from './user-items.ts';

/** The chat backend and a Reply-To may write one user at once; more rounds than this mean a loop somewhere. */
const MAX_ROUNDS = 8;

const addressesOf = (user: User | undefined) =>
  user ? [...new Set([...(user.email ? [user.email] : []), ...user.formerEmails])] : [];

/**
 * Writes what `change` makes of the user that is there, with the addresses in step (S3, R31). Another writer in between: again, on what
 * that one left. A change that gives the user back as it was writes nothing.
 */
export async function changeUser(
  table: Table,
  userId: string,
  change: (before: User | undefined) => User | undefined,
): Promise<User | undefined> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: keys.user(userId), ConsistentRead: true }),
    );
    const before = Item && readUser(Item);
    const after = change(before);
    if (after === undefined || after === before) return before;
    try {
      await writeTransaction(table, changeItems(table, before, after, Number(Item?.revision ?? 0)));
      return after;
    } catch (error) {
      if (!failedConditions(error)) throw error;
    }
  }
  throw new Error(`user ${userId} is being written by too many at once`);
}

function changeItems(table: Table, before: User | undefined, after: User, revision: number) {
  const had = addressesOf(before);
  const has = addressesOf(after);
  return [
    {
      Put: {
        TableName: table.name,
        Item: userItem(after, revision + 1),
        ...(before
          ? {
              ConditionExpression: 'revision = :revision',
              ExpressionAttributeValues: { ':revision': revision },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
    ...(before ? [] : [notBeingErased(table.name, after.userId)]),
    ...has
      .filter((address) => !had.includes(address))
      .map((address) => ({
        Put: { TableName: table.name, Item: userAddressItem(after.userId, address) },
      })),
    ...had
      .filter((address) => !has.includes(address))
      .map((address) => ({
        Delete: { TableName: table.name, Key: keys.userAddress(address, after.userId) },
      })),
  ];
}
