import type { Agent, Department, Presence } from '../../../../conversations/people.ts';
import { ITEM_TYPES, keys } from '../keys.ts';

type Item = Record<string, unknown>;

/** What DynamoDB keeps of presence: the time in milliseconds decides (S10), `expiresAt` in seconds lets the item go later. */
export function presenceFields(presence: Presence): Item {
  return {
    status: presence.status,
    expiresAtMs: presence.expiresAt,
    expiresAt: Math.ceil(presence.expiresAt / 1000),
  };
}

export function readPresence(item: Item | undefined): Presence | undefined {
  if (!item) return undefined;
  return {
    status: item.status === 'online' ? 'online' : 'offline',
    expiresAt: Number(item.expiresAtMs),
  };
}

export const departmentItem = (department: Department): Item => ({
  ...keys.department(department.departmentId),
  type: ITEM_TYPES.department,
  ...department,
});

export const readDepartment = ({ departmentId, name }: Item): Department => ({
  departmentId: String(departmentId),
  name: String(name),
});

export const agentItem = (agent: Agent, revision: number): Item => ({
  ...keys.agent(agent.agentId),
  type: ITEM_TYPES.agent,
  revision,
  ...agent,
});

export function readAgent(item: Item): Agent {
  const { pk: _pk, sk: _sk, type: _type, revision: _revision, ...agent } = item;
  return agent as unknown as Agent;
}

/** An agent's address: one item for all agents, so that no two can have it. */
export const agentAddressItem = (agentId: string, address: string): Item => ({
  ...keys.agentAddress(address),
  kind: 'agent',
  id: agentId,
});
