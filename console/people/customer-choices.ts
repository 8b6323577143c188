import { useOwners, useUsers } from '../data/queries.ts';
import { addressIn, onceEach } from '../data/search.ts';
import type { User } from '../data/types.ts';
import type { Choice } from '../parts/choices.ts';

const textOf = ({ name, email, userId }: User): string =>
  [name, email ?? (name && userId)].filter(Boolean).join(' · ') || userId;

/** Customers to choose by what is typed: the first ones, and beyond those the owners of an address. */
export function useCustomerChoices(typed: string): Choice[] {
  const address = addressIn(typed);
  const { data: first = [] } = useUsers();
  const { data: owners = [] } = useOwners(address);
  const users = onceEach([...first, ...owners], ({ userId }) => userId);
  const texts = users.map(textOf);
  return users.map((user, index) => {
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
