import type { StaffReader } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { agentItem, presenceItem, presenceOf } from '../items/people-items.ts';
import { keys } from '../keys.ts';

/** One agent with presence: two reads by key, however many agents there are. */
export const createStaffReader = (items: ItemStore): StaffReader => ({
  async findStaff(agentId) {
    const [agent, reported] = await Promise.all([
      items.get(agentItem, keys.agent(agentId)),
      items.get(presenceItem, keys.agentPresence(agentId)),
    ]);
    const presence = presenceOf(reported);
    return agent && { ...agent, ...(presence && { presence }) };
  },
});
