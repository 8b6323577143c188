import {
  useConversation,
  useConversations,
  useConversationsOf,
  useOwners,
} from '../data/queries.ts';
import type { Conversation } from '../data/types.ts';
import { addressIn } from '../people/use-found-users.ts';
import { numberIn } from './conversation-choices.ts';
import { useNames } from './people-names.ts';

export type Status = Conversation['status'] | '';

const plain = (text: string) => text.toLocaleLowerCase();

/** Whom a number, a tag or a customer's whole address names, however long ago they wrote. */
function useNamedConversations(typed: string): Conversation[] {
  // a sentence that begins with a number names none
  const number = typed.includes(' ') ? '' : numberIn(typed);
  const { data: numbered } = useConversation(number, number !== '');
  const { data: [owner] = [] } = useOwners(addressIn(typed));
  const { data: ofOwner = [] } = useConversationsOf(owner?.userId);
  return [...(numbered ? [numbered] : []), ...ofOwner];
}

/** The conversations that were read so far and fit what is typed, and those that it names. */
export function useFoundConversations(search: string, status: Status) {
  const names = useNames();
  const query = useConversations(status);
  const typed = search.trim();
  const named = useNamedConversations(typed).filter(
    (each) => status === '' || each.status === status,
  );
  const wanted = plain(typed);
  const fits = ({ subject = '', userId, tag, userAddress = '' }: Conversation) =>
    [subject, names.user(userId), userId, tag, userAddress].some((text) =>
      plain(text).includes(wanted),
    );
  const found = query.items && [
    ...new Map(
      [...query.items.filter(fits), ...named].map((each) => [each.conversationId, each]),
    ).values(),
  ];
  return { query, found };
}
