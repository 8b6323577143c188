import {
  useConversation,
  useConversations,
  useConversationsOf,
  useOwners,
} from '../data/queries.ts';
import { addressIn, isIn, onceEach } from '../data/search.ts';
import type { Conversation } from '../data/types.ts';
import { numberIn } from './conversation-choices.ts';
import { useNames } from './people-names.ts';

export type Status = Conversation['status'] | '';

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
  const named = useNamedConversations(search.trim()).filter(
    (each) => status === '' || each.status === status,
  );
  const fitting = query.items?.filter(({ subject = '', userId, tag, userAddress = '' }) =>
    isIn([subject, names.user(userId), userId, tag, userAddress], search),
  );
  const found = fitting && onceEach([...fitting, ...named], ({ conversationId }) => conversationId);
  return { query, found };
}
