import type { User } from '../../../../conversations/people.ts';
import type { NewUser } from '../../../../steps/receiving/ports.ts';
import { INDEX_PARTITIONS, ITEM_TYPES, keys } from '../keys.ts';
import type { TransactionItem } from '../write-transaction.ts';

type Item = Record<string, unknown>;

/** `revision` tells writers that meet apart. */
export function userItem(user: User, revision = 1): Item {
  return {
    ...keys.user(user.userId),
    type: ITEM_TYPES.user,
    gsi1pk: INDEX_PARTITIONS.users,
    gsi1sk: user.userId,
    revision,
    ...user,
  };
}

export function readUser(item: Item): User {
  const { pk: _pk, sk: _sk, type: _type, gsi1pk: _p, gsi1sk: _s, revision: _r, ...user } = item;
  return user as unknown as User;
}

/** Whose address it is; a former address stays its user's (S3). */
export const userAddressItem = (userId: string, address: string): Item => ({
  ...keys.userAddress(address, userId),
  kind: 'user',
  id: userId,
});

/** For a transaction that makes a user: not while an erasure of that id is at work (S19). */
export const notBeingErased = (tableName: string, userId: string): TransactionItem => ({
  ConditionCheck: {
    TableName: tableName,
    Key: keys.erasureOf(userId),
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** For a transaction that makes something of a user's: nothing new belongs to somebody who was erased (S19). */
export const userIsThere = (tableName: string, userId: string): TransactionItem => ({
  ConditionCheck: {
    TableName: tableName,
    Key: keys.user(userId),
    ConditionExpression: 'attribute_exists(pk)',
  },
});

/** A user made from the author's address (S7), for a transaction. */
export function newUserItems(tableName: string, newUser: NewUser): TransactionItem[] {
  const { userId, name, email, formerEmail } = newUser;
  const user: User = {
    userId,
    ...(name && { name }),
    email,
    givenEmail: email,
    formerEmails: formerEmail === undefined ? [] : [formerEmail],
    emailNotifications: true,
  };
  return [
    {
      Put: {
        TableName: tableName,
        Item: userItem(user),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    notBeingErased(tableName, userId),
    ...[email, ...user.formerEmails].map((address) => ({
      Put: { TableName: tableName, Item: userAddressItem(userId, address) },
    })),
  ];
}
