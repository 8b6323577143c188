import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Agent } from '../../../../conversations/people.ts';
import { keys } from '../keys.ts';
import { failedConditions, type Table } from '../table.ts';
import { type TransactionItem, writeTransaction } from '../write-transaction.ts';
import { agentAddressItem, agentItem, readAgent } from './people-items.ts';

/** Two writers of one agent meet rarely; more rounds than this mean a loop somewhere. */
const MAX_ROUNDS = 5;

const addressesOf = (agent: Agent | undefined) =>
  agent ? [...new Set([agent.email, ...agent.aliases])] : [];

async function readStored({ client, name }: Table, agentId: string) {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.agent(agentId), ConsistentRead: true }),
  );
  return Item && { agent: readAgent(Item), revision: Number(Item.revision) };
}

type Stored = Awaited<ReturnType<typeof readStored>>;

const unchanged = (stored: Stored) =>
  stored
    ? {
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': stored.revision },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };

const releaseAddress = (table: Table, address: string): TransactionItem => ({
  Delete: { TableName: table.name, Key: keys.agentAddress(address) },
});

/** Agent and addresses change together; an address that another agent has lets the whole fail (R14). */
export async function writeAgent(
  table: Table,
  agent: Agent,
): Promise<{ kind: 'stored' } | { kind: 'address-taken'; address: string }> {
  const wanted = addressesOf(agent);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const stored = await readStored(table, agent.agentId);
    const revision = (stored?.revision ?? 0) + 1;
    try {
      await writeTransaction(table, [
        {
          Put: { TableName: table.name, Item: agentItem(agent, revision), ...unchanged(stored) },
        },
        ...wanted.map((address) => takeAddress(table, agent.agentId, address)),
        ...addressesOf(stored?.agent)
          .filter((address) => !wanted.includes(address))
          .map((address) => releaseAddress(table, address)),
      ]);
      return { kind: 'stored' };
    } catch (error) {
      const failed = failedConditions(error);
      if (!failed) throw error;
      const taken = wanted[Math.max(...failed) - 1];
      if (taken !== undefined) return { kind: 'address-taken', address: taken };
    }
  }
  throw new Error(`agent ${agent.agentId} is being written by too many at once`);
}

const takeAddress = (table: Table, agentId: string, address: string): TransactionItem => ({
  Put: {
    TableName: table.name,
    Item: agentAddressItem(agentId, address),
    ConditionExpression: 'attribute_not_exists(pk) OR id = :agent',
    ExpressionAttributeValues: { ':agent': agentId },
  },
});

/** False: there was none. */
export async function removeAgent(table: Table, agentId: string): Promise<boolean> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const stored = await readStored(table, agentId);
    if (!stored) return false;
    try {
      await writeTransaction(table, [
        { Delete: { TableName: table.name, Key: keys.agent(agentId), ...unchanged(stored) } },
        { Delete: { TableName: table.name, Key: keys.agentPresence(agentId) } },
        ...addressesOf(stored.agent).map((address) => releaseAddress(table, address)),
      ]);
      return true;
    } catch (error) {
      if (!failedConditions(error)) throw error;
    }
  }
  throw new Error(`agent ${agentId} is being written by too many at once`);
}
