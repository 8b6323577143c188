import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../../../conversations/people.ts';
import type { Erasure, ErasureStore } from '../../../../steps/erasing/ports.ts';
import { readItem } from '../item-kind.ts';
import { userItem } from '../items/people-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { ofPartition, queryAll } from '../query-pages.ts';
import { failedConditions, type Table } from '../table.ts';
import { writeTransaction } from '../write-transaction.ts';

type Item = Record<string, unknown>;

/** The user may be written while the erasure begins; more rounds than this mean a loop somewhere. */
const MAX_ROUNDS = 5;

/** A transaction holds 100 items. Further addresses go with the rest of the person. */
const MAX_ADDRESSES_AT_ONCE = 90;

async function get({ client, name }: Table, Key: ItemKey): Promise<Item | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  return Item;
}

const addressesOf = ({ email, formerEmails }: User) => [
  ...new Set([...(email ? [email] : []), ...formerEmails]),
];

async function begin(table: Table, userId: string, erasureId: string) {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const item = await get(table, keys.user(userId));
    if (!item) return undefined;
    try {
      const user = readItem(userItem, item);
      const sharedAddresses = await addressesOfOthers(table, user);
      await writeTransaction(
        table,
        beginItems(table, user, item.revision, { erasureId, sharedAddresses }),
      );
      return erasureId;
    } catch (error) {
      if (!failedConditions(error)) throw error;
    }
  }
  throw new Error(
    `erasure ${erasureId} cannot begin: its user is being written by too many at once`,
  );
}

/** Addresses of the person that somebody else has or had, too: mail from them is not this person's alone. */
async function addressesOfOthers(table: Table, user: User): Promise<string[]> {
  const shared: string[] = [];
  for (const address of addressesOf(user)) {
    const own = keys.userAddress(address, user.userId);
    for await (const { sk } of queryAll(table, ofPartition(own.pk))) {
      if (sk !== own.sk) shared.push(address);
    }
  }
  return [...new Set(shared)];
}

/** Of the person, only the work to be done stays: who they were and where they could be found. */
function beginItems(
  { name }: Table,
  user: User,
  revision: unknown,
  { erasureId, sharedAddresses }: { erasureId: string; sharedAddresses: string[] },
) {
  const addresses = addressesOf(user);
  const erasure: Erasure = {
    erasureId,
    revision: 1,
    status: 'running',
    removed: { users: 1, ...(addresses.length > 0 && { addresses: addresses.length }) },
    work: {
      userId: user.userId,
      addresses,
      sharedAddresses,
      round: 1,
      phase: 'collect',
      conversationIds: [],
      erased: 0,
      removedBefore: 0,
    },
  };
  return [
    {
      Delete: {
        TableName: name,
        Key: keys.user(user.userId),
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': revision },
      },
    },
    { Delete: { TableName: name, Key: keys.userPresence(user.userId) } },
    ...addresses.slice(0, MAX_ADDRESSES_AT_ONCE).map((address) => ({
      Delete: { TableName: name, Key: keys.userAddress(address, user.userId) },
    })),
    { Put: { TableName: name, Item: { ...keys.erasureOf(user.userId), erasureId } } },
    { Put: { TableName: name, Item: erasureItem(erasure) } },
  ];
}

const erasureItem = (erasure: Erasure): Item => ({
  ...keys.erasure(erasure.erasureId),
  ...erasure,
});

function readErasure(item: Item): Erasure {
  const { pk: _pk, sk: _sk, ...erasure } = item;
  return erasure as unknown as Erasure;
}

async function save(table: Table, before: Erasure, after: Erasure): Promise<boolean> {
  // the user's id may be used again from here on
  if (!after.work && before.work) {
    await table.client.send(
      new DeleteCommand({ TableName: table.name, Key: keys.erasureOf(before.work.userId) }),
    );
  }
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: erasureItem(after),
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': before.revision },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Erasures: how far each is, and once it is done what was removed, without a name. */
export function createErasureTable(table: Table): ErasureStore {
  return {
    begin: (userId, erasureId) => begin(table, userId, erasureId),
    running: async (userId) => {
      const item = await get(table, keys.erasureOf(userId));
      return item && String(item.erasureId);
    },
    find: async (erasureId) => {
      const item = await get(table, keys.erasure(erasureId));
      return item && readErasure(item);
    },
    save: (before, after) => save(table, before, after),
  };
}
