import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { StaffReader } from '../../../../steps/notifying/ports.ts';
import { readAgent, readPresence } from '../chatting/people-items.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';

/** One agent with presence: two reads by key, however many agents there are. */
export function createStaffReader({ client, name }: Table): StaffReader {
  return {
    async findStaff(agentId) {
      const [agent, presence] = await Promise.all(
        [keys.agent(agentId), keys.agentPresence(agentId)].map((Key) =>
          client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true })),
        ),
      );
      if (!agent?.Item) return undefined;
      const reported = readPresence(presence?.Item);
      return { ...readAgent(agent.Item), ...(reported && { presence: reported }) };
    },
  };
}
