import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { moveAddress } from '../../../../conversations/move-address.ts';
import type { User } from '../../../../conversations/people.ts';
import type { DirectoryStore, StaffMember } from '../../../../steps/chatting/ports.ts';
import { INDEX_PARTITIONS, type ItemKey, keys, PARTITIONS } from '../keys.ts';
import { ofPartition, queryAll, queryPage } from '../query-pages.ts';
import type { Table } from '../table.ts';
import { departmentItem, readAgent, readDepartment, readPresence } from './people-items.ts';
import { readUser } from './user-items.ts';
import { removeAgent, writeAgent } from './write-agent.ts';
import { changeUser } from './write-user.ts';

async function get({ client, name }: Table, Key: ItemKey) {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key, ConsistentRead: true }),
  );
  return Item;
}

async function ownersOf(table: Table, address: string) {
  const agentIds: string[] = [];
  const userIds: string[] = [];
  const { pk } = keys.agentAddress(address);
  for await (const { kind, id } of queryAll(table, ofPartition(pk))) {
    (kind === 'agent' ? agentIds : userIds).push(String(id));
  }
  return { agentIds, userIds };
}

async function listStaff(table: Table): Promise<StaffMember[]> {
  const presences = new Map<string, StaffMember['presence']>();
  for await (const item of queryAll(table, ofPartition(PARTITIONS.agentPresence))) {
    presences.set(String(item.sk), readPresence(item));
  }
  const staff: StaffMember[] = [];
  for await (const item of queryAll(table, ofPartition(PARTITIONS.agents))) {
    const agent = readAgent(item);
    const presence = presences.get(agent.agentId);
    staff.push({ ...agent, ...(presence && { presence }) });
  }
  return staff;
}

async function removeDepartment({ client, name }: Table, departmentId: string) {
  const { Attributes } = await client.send(
    new DeleteCommand({
      TableName: name,
      Key: keys.department(departmentId),
      ReturnValues: 'ALL_OLD',
    }),
  );
  return Attributes !== undefined;
}

const usersQuery = (limit: number) => ({
  IndexName: 'gsi1',
  KeyConditionExpression: 'gsi1pk = :pk',
  ExpressionAttributeValues: { ':pk': INDEX_PARTITIONS.users },
  Limit: limit,
});

/** `change` always gives a user, so there is one. */
async function changedUser(
  table: Table,
  userId: string,
  change: (before: User | undefined) => User,
): Promise<User> {
  const user = await changeUser(table, userId, change);
  if (!user) throw new Error(`user ${userId} was not written`);
  return user;
}

/** Departments, agents, users, and whose address is whose. */
export function createPeopleTable(table: Table): DirectoryStore {
  return {
    findDepartment: async (id) => {
      const item = await get(table, keys.department(id));
      return item && readDepartment(item);
    },
    findAgent: async (id) => {
      const item = await get(table, keys.agent(id));
      return item && readAgent(item);
    },
    findUser: async (id) => {
      const item = await get(table, keys.user(id));
      return item && readUser(item);
    },
    userPresence: async (id) => readPresence(await get(table, keys.userPresence(id))),
    listStaff: () => listStaff(table),
    ownersOf: (address) => ownersOf(table, address),
    moveUserTo: async (id, address) => {
      await changeUser(table, id, (before) => before && moveAddress(before, address));
    },
    listDepartments: async ({ limit, cursor }) => {
      const query = { ...ofPartition(PARTITIONS.departments), Limit: limit };
      const page = await queryPage(table, query, cursor);
      return { ...page, items: page.items.map(readDepartment) };
    },
    putDepartment: async (department) => {
      await table.client.send(
        new PutCommand({ TableName: table.name, Item: departmentItem(department) }),
      );
    },
    removeDepartment: (id) => removeDepartment(table, id),
    listAgents: async ({ limit, cursor }) => {
      const query = { ...ofPartition(PARTITIONS.agents), Limit: limit };
      const page = await queryPage(table, query, cursor);
      return { ...page, items: page.items.map(readAgent) };
    },
    putAgent: (agent) => writeAgent(table, agent),
    removeAgent: (id) => removeAgent(table, id),
    listUsers: async ({ limit, cursor }) => {
      const page = await queryPage(table, usersQuery(limit), cursor);
      return { ...page, items: page.items.map(readUser) };
    },
    changeUser: (id, change) => changedUser(table, id, change),
  };
}
