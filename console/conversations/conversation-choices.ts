import { useConversation, useConversations } from '../data/queries.ts';
import { onceEach } from '../data/search.ts';
import type { Choice } from '../parts/choices.ts';
import { useNames } from './people-names.ts';

/** `1234`, or a tag: `LC1234-567890` */
const NUMBER = /^[A-Za-z]{0,8}(\d{1,10})(?:-\d{1,10})?(?: |$)/;

/** The number of the conversation that is typed; empty if there is none. */
export const numberIn = (typed: string): string => NUMBER.exec(typed.trim())?.[1] ?? '';

/** Conversations to choose by what is typed: the latest ones, and beyond those the one with this number. */
export function useConversationChoices(typed: string): Choice[] {
  const names = useNames();
  const number = numberIn(typed);
  const { items: latest = [] } = useConversations();
  const { data: numbered } = useConversation(number, number !== '');
  const all = onceEach([...latest, ...(numbered ? [numbered] : [])], (each) => each.conversationId);
  return all.map(({ conversationId, tag, subject, userId }) => ({
    id: conversationId,
    text: `${tag} · ${subject || names.user(userId)}`,
    also: [conversationId, tag],
  }));
}
