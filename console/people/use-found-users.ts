import { useOwners, useUserPages } from '../data/queries.ts';
import { addressIn, isIn, onceEach } from '../data/search.ts';
import type { User } from '../data/types.ts';

const textsOf = ({ name, email, userId }: User): string[] => [name ?? '', email ?? '', userId];

/** The customers that were read so far and fit what is typed, and the owners of an address that is typed whole. */
export function useFoundUsers(typed: string) {
  const query = useUserPages();
  const { data: owners = [] } = useOwners(addressIn(typed));
  const fitting = query.items?.filter((user) => isIn(textsOf(user), typed));
  const found = fitting && onceEach([...fitting, ...owners], ({ userId }) => userId);
  return { query, found };
}
