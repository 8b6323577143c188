import { useOwners, useUserPages } from '../data/queries.ts';
import type { User } from '../data/types.ts';

const ADDRESS = /[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@.]{2,63}/;

/** The email address in what is typed. */
export const addressIn = (typed: string): string | undefined => ADDRESS.exec(typed)?.[0];

const textsOf = ({ name, email, userId }: User): string[] => [name ?? '', email ?? '', userId];

/** The customers that were read so far and fit what is typed, and the owners of an address that is typed whole. */
export function useFoundUsers(typed: string) {
  const query = useUserPages();
  const { data: owners = [] } = useOwners(addressIn(typed));
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = (user: User) =>
    textsOf(user).some((text) => text.toLocaleLowerCase().includes(wanted));
  const found = query.items && [
    ...new Map(
      [...query.items.filter(fits), ...owners].map((user) => [user.userId, user]),
    ).values(),
  ];
  return { query, found };
}
