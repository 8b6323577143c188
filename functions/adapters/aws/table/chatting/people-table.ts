import { moveAddress } from '../../../../conversations/move-address.ts';
import type { DirectoryStore, PageOptions, StaffMember } from '../../../../steps/chatting/ports.ts';
import type { Page } from '../../../../steps/ports.ts';
import type { ItemKind } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import {
  addressItem,
  agentItem,
  departmentItem,
  presenceItem,
  presenceOf,
  type Revised,
  userItem,
  withoutRevision,
} from '../items/people-items.ts';
import { INDEX_PARTITIONS, keys, PARTITIONS } from '../keys.ts';
import { put } from '../write.ts';
import { removeAgent, writeAgent } from './write-agent.ts';
import { changeUser } from './write-user.ts';

async function ownersOf(items: ItemStore, address: string) {
  const owners = await items.all(addressItem, { partition: keys.agentAddress(address).pk });
  const idsOf = (kind: string) =>
    owners.flatMap((owner) => (owner.kind === kind ? [owner.id] : []));
  return { agentIds: idsOf('agent'), userIds: idsOf('user') };
}

async function listStaff(items: ItemStore): Promise<StaffMember[]> {
  const [presences, agents] = await Promise.all([
    items.all(presenceItem, { partition: PARTITIONS.agentPresence }),
    items.all(agentItem, { partition: PARTITIONS.agents }),
  ]);
  const presenceById = new Map(presences.map((one) => [one.personId, presenceOf(one)]));
  return agents.map((agent) => {
    const presence = presenceById.get(agent.agentId);
    return { ...withoutRevision(agent), ...(presence && { presence }) };
  });
}

async function pageOf<Value extends object>(
  items: ItemStore,
  kind: ItemKind<Revised<Value>>,
  query: PageOptions & { partition: string; isIndex?: boolean },
): Promise<Page<Value>> {
  const { items: found, cursor } = await items.page(kind, query);
  return { items: found.map((one) => withoutRevision<Value>(one)), cursor };
}

/** Departments, agents, users, and whose address is whose. */
export function createPeopleTable(items: ItemStore): DirectoryStore {
  return {
    findDepartment: (id) => items.get(departmentItem, keys.department(id)),
    findAgent: async (id) => withoutRevision(await items.get(agentItem, keys.agent(id))),
    findUser: async (id) => withoutRevision(await items.get(userItem, keys.user(id))),
    userPresence: async (id) => presenceOf(await items.get(presenceItem, keys.userPresence(id))),
    listStaff: () => listStaff(items),
    ownersOf: (address) => ownersOf(items, address),
    moveUserTo: async (id, address) => {
      await changeUser(items, id, (before) => before && moveAddress(before, address));
    },
    listDepartments: (options) =>
      items.page(departmentItem, { partition: PARTITIONS.departments, ...options }),
    putDepartment: async (department) => {
      await items.write(put(departmentItem, keys.department(department.departmentId), department));
    },
    removeDepartment: async (id) =>
      Boolean(await items.remove(departmentItem, keys.department(id))),
    listAgents: (options) => pageOf(items, agentItem, { partition: PARTITIONS.agents, ...options }),
    putAgent: (agent) => writeAgent(items, agent),
    removeAgent: (id) => removeAgent(items, id),
    listUsers: (options) =>
      pageOf(items, userItem, { partition: INDEX_PARTITIONS.users, isIndex: true, ...options }),
    changeUser: async (id, change) => {
      const user = await changeUser(items, id, change);
      // `change` always gives a user, so there is one
      if (!user) throw new Error(`user ${id} was not written`);
      return user;
    },
  };
}
