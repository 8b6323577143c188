import { useAgents, useUser, useUsers } from '../data/queries.ts';
import type { User } from '../data/types.ts';

/** While a name is being read: an id in its place would jump. */
const NOT_YET = '…';

const nameOf = ({ name, email, userId }: User): string => name ?? email ?? userId;

/** Names of people by id; the address or the id when there is no name. */
export function useNames() {
  const { data: users } = useUsers();
  const { data: agents } = useAgents();
  const user = (id: string): string => {
    const found = users?.find(({ userId }) => userId === id);
    if (found) return nameOf(found);
    return users ? id : NOT_YET;
  };
  const agent = (id: string): string =>
    agents ? (agents.find(({ agentId }) => agentId === id)?.name ?? id) : NOT_YET;
  return { user, agent };
}

/** Name of one customer, who is read alone if they are beyond the pages that are read of all. */
export function useUserName(userId: string): string {
  const { data: users } = useUsers();
  const listed = users?.find((each) => each.userId === userId);
  const { data: alone, isLoading } = useUser(userId, users !== undefined && listed === undefined);
  const found = listed ?? alone;
  if (found) return nameOf(found);
  return users === undefined || isLoading ? NOT_YET : userId;
}
