import type { Agent } from '../../../../conversations/people.ts';
import type { StaffMember } from '../../../../steps/chatting/ports.ts';
import type { ItemStore } from '../item-store.ts';
import {
  agentItem,
  agentsVersionItem,
  presenceItem,
  presenceOf,
  withoutRevision,
} from '../items/people-items.ts';
import { keys, PARTITIONS } from '../keys.ts';

/**
 * All staff with their presence. Presence is read each time (R16); the agents, who seldom change, are kept and read again when their version is
 * another: read before the agents, so that a kept list is never older than its version.
 */
export function createStaffList(items: ItemStore): () => Promise<StaffMember[]> {
  let kept: { version: number; agents: Agent[] } | undefined;
  return async () => {
    const [presences, { version } = { version: 0 }] = await Promise.all([
      items.all(presenceItem, { partition: PARTITIONS.agentPresence }),
      items.get(agentsVersionItem, keys.agentsVersion()),
    ]);
    if (kept?.version !== version) kept = { version, agents: await listAgents(items) };
    const presenceById = new Map(presences.map((one) => [one.personId, presenceOf(one)]));
    return kept.agents.map((agent) => {
      const presence = presenceById.get(agent.agentId);
      return { ...agent, ...(presence && { presence }) };
    });
  };
}

const listAgents = async (items: ItemStore): Promise<Agent[]> =>
  (await items.all(agentItem, { partition: PARTITIONS.agents })).map((agent) =>
    withoutRevision(agent),
  );
