import { useOwners, useUsers } from '../data/queries.ts';
import type { User } from '../data/types.ts';
import type { Choice } from '../parts/choices.ts';
import { addressIn } from './use-found-users.ts';

const textOf = ({ name, email, userId }: User): string =>
  [name, email ?? (name && userId)].filter(Boolean).join(' · ') || userId;

/** Customers to choose by what is typed: the first ones, and beyond those the owners of an address. */
export function useCustomerChoices(typed: string): Choice[] {
  const address = addressIn(typed);
  const { data: first = [] } = useUsers();
  const { data: owners = [] } = useOwners(address);
  const users = new Map([...first, ...owners].map((user) => [user.userId, user]));
  const texts = [...users.values()].map(textOf);
  return [...users.values()].map((user, index) => {
    const text = texts[index] ?? '';
    const isOnlyOne = texts.indexOf(text) === texts.lastIndexOf(text);
    const owned = owners.some(({ userId }) => userId === user.userId) ? address : user.email;
    return {
      id: user.userId,
      text: isOnlyOne ? text : `${text} (${user.userId})`,
      ...(owned !== undefined && { also: [owned] }),
    };
  });
}
