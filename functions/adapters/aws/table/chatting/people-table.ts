import { carryOverUser } from '../../../../conversations/people/carry-over-user.ts';
import type { Agent, User } from '../../../../conversations/people/people.ts';
import type { DirectoryStore, StaffMember } from '../../../../steps/chatting/ports.ts';
import type { StaffReader } from '../../../../steps/notifying/ports.ts';
import type { ValueOf } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import {
  addressItem,
  agentItem,
  agentPresenceItem,
  agentsVersionItem,
  departmentItem,
  type OwnedAddress,
  presenceItem,
  presenceOf,
  userItem,
} from '../items/people-items.ts';
import { INDEX_PARTITIONS, keys, ranges } from '../keys.ts';
import { put } from '../write.ts';
import { changeUser, findStoredUser } from './change-user.ts';
import { moveConversations } from './move-conversations.ts';
import { removeAgent, writeAgent } from './write-agent.ts';

async function ownersOf(items: ItemStore, address: string) {
  const found = await items.all(addressItem, ranges.owners(address));
  const owners: OwnedAddress[] = [];
  for (const owner of found) if (await isOwned(items, owner, address)) owners.push(owner);
  owners.sort((one, other) => rankOf(one) - rankOf(other) || (one.id < other.id ? -1 : 1));
  const idsOf = (kind: string) =>
    owners.flatMap((owner) => (owner.kind === kind ? [owner.id] : []));
  return { agentIds: idsOf('agent'), userIds: idsOf('user') };
}

/** An address item of a user without `by` is from 0.1.0, where a Reply-To could give an address (docs/decisions/0090). */
async function isOwned(items: ItemStore, { kind, by, id }: OwnedAddress, address: string) {
  if (kind === 'agent' || by !== undefined) return true;
  const user = await findUser(items, id);
  return user?.emailFrom !== 'unproven' && user?.email === address;
}

/** Addresses from the chat backend come before those from mail, and present owners before former ones (S7). */
const rankOf = ({ by, isFormer }: OwnedAddress) =>
  (by === 'mail' ? 2 : 0) + (isFormer === true ? 1 : 0);

async function findUser(items: ItemStore, id: string): Promise<User | undefined> {
  const stored = await findStoredUser(items, id);
  return stored && carryOverUser(stored.value);
}

/**
 * All staff with their presence. Presence is read each time (R16). Agents seldom change, so they are cached until their version changes;
 * the version is read before the agents, so that a cached list is never older than its version.
 */
function createStaffList(items: ItemStore): () => Promise<StaffMember[]> {
  let kept: { version: number; agents: Agent[] } | undefined;
  return async () => {
    const [presences, { version } = { version: 0 }] = await Promise.all([
      items.all(agentPresenceItem, ranges.agentPresences()),
      items.get(agentsVersionItem, keys.agentsVersion()),
    ]);
    if (kept?.version !== version) {
      kept = { version, agents: await items.all(agentItem, ranges.agents()) };
    }
    const presenceById = new Map(presences.map((one) => [one.sk, one]));
    return kept.agents.map((agent) => withPresence(agent, presenceById.get(agent.agentId)));
  };
}

function withPresence(agent: Agent, stored: ValueOf<typeof presenceItem> | undefined): StaffMember {
  const presence = presenceOf(stored);
  return { ...agent, ...(presence && { presence }) };
}

/** Two reads by key, however many agents exist. */
async function findStaff(items: ItemStore, id: string): Promise<StaffMember | undefined> {
  const [agent, presence] = await Promise.all([
    items.get(agentItem, keys.agent(id)),
    items.get(presenceItem, keys.agentPresence(id)),
  ]);
  return agent && withPresence(agent, presence);
}

/** Departments, agents, users, and who owns which address. */
export function createPeopleTable(items: ItemStore): DirectoryStore & StaffReader {
  return {
    findDepartment: (id) => items.get(departmentItem, keys.department(id)),
    findAgent: (id) => items.get(agentItem, keys.agent(id)),
    findUser: (id) => findUser(items, id),
    userPresence: async (id) => presenceOf(await items.get(presenceItem, keys.userPresence(id))),
    listStaff: createStaffList(items),
    findStaff: (id) => findStaff(items, id),
    ownersOf: (address) => ownersOf(items, address),
    listDepartments: (options) =>
      items.page(departmentItem, { ...ranges.departments(), ...options }),
    putDepartment: async (department) => {
      await items.write(put(departmentItem, keys.department(department.departmentId), department));
    },
    removeDepartment: (id) => items.remove(keys.department(id)),
    listAgents: (options) => items.page(agentItem, { ...ranges.agents(), ...options }),
    putAgent: (agent) => writeAgent(items, agent),
    removeAgent: (id) => removeAgent(items, id),
    listUsers: async (options) => {
      const query = { partition: INDEX_PARTITIONS.users, index: 'gsi1', ...options } as const;
      const page = await items.page(userItem, query);
      return { ...page, items: page.items.map(carryOverUser) };
    },
    changeUser: async (id, change) => {
      const user = await changeUser(items, id, change);
      for (const formerId of user?.formerIds ?? []) await moveConversations(items, formerId);
      return user;
    },
  };
}
