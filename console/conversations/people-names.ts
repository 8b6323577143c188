import { useAgents, useUsers } from '../data/queries.ts';

/** Names of people by id; the address or the id when there is no name. */
export function useNames() {
  const { data: users } = useUsers();
  const { data: agents } = useAgents();
  const user = (id: string): string => {
    const found = users?.find(({ userId }) => userId === id);
    return found?.name ?? found?.email ?? id;
  };
  const agent = (id: string): string => agents?.find(({ agentId }) => agentId === id)?.name ?? id;
  return { user, agent };
}
