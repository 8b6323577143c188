import type { Agent } from '../../../../conversations/people/people.ts';
import type { ItemStore } from '../item-store.ts';
import { addressItem, agentItem, agentsVersionItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { ifRevision, put, putRevision, remove, update, type Write } from '../write.ts';

const addressesOf = (agent: Agent | undefined) =>
  agent ? [...new Set([agent.email, ...agent.aliases])] : [];

const takeAddress = (agentId: string, address: string): Write =>
  put(
    addressItem,
    keys.agentAddress(address),
    { kind: 'agent', id: agentId },
    { if: 'attribute_not_exists(pk) OR id = :agentId', values: { agentId } },
  );

const ANOTHER_VERSION = update(agentsVersionItem, keys.agentsVersion(), { add: { version: 1 } });

/**
 * Writes an agent and their addresses in one transaction; `createdAt` stays that of the first time. Fails as a whole if another agent has
 * one of the addresses (R14).
 */
export function writeAgent(
  items: ItemStore,
  agent: Agent,
): Promise<{ kind: 'stored'; agent: Agent } | { kind: 'address-taken'; address: string }> {
  const { agentId } = agent;
  const wanted = addressesOf(agent);
  return tryUntilDone(`writing agent ${agentId}`, async () => {
    const key = keys.agent(agentId);
    const stored = await items.getRevised(agentItem, key);
    const { createdAt: _createdAt, ...given } = agent;
    const { createdAt } = stored?.value ?? agent;
    const takes = wanted.map((address) => takeAddress(agentId, address));
    const written: Agent = { ...given, ...(createdAt !== undefined && { createdAt }) };
    const result = await items.write(
      putRevision(agentItem, key, written, stored),
      ...takes,
      ...addressesOf(stored?.value)
        .filter((address) => !wanted.includes(address))
        .map((address) => remove(keys.agentAddress(address))),
      ANOTHER_VERSION,
    );
    if (result.isDone) return { kind: 'stored', agent: written };
    const taken = wanted[takes.findLastIndex((take) => result.hasFailed(take))];
    return taken === undefined ? AGAIN : { kind: 'address-taken', address: taken };
  });
}

/** False: no such agent. */
export function removeAgent(items: ItemStore, agentId: string): Promise<boolean> {
  let wasThere = false;
  return tryUntilDone(`removing agent ${agentId}`, async () => {
    const stored = await items.getRevised(agentItem, keys.agent(agentId));
    // gone at a further try: another call removed the agent meanwhile, or this one did and its answer was lost
    if (!stored) return wasThere;
    wasThere = true;
    const result = await items.write(
      remove(keys.agent(agentId), ifRevision(stored.revision)),
      remove(keys.agentPresence(agentId)),
      ...addressesOf(stored.value).map((address) => remove(keys.agentAddress(address))),
      ANOTHER_VERSION,
    );
    return result.isDone ? true : AGAIN;
  });
}
