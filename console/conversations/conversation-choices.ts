import { useConversation, useConversations } from '../data/queries.ts';
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
  const all = new Map(
    [...latest, ...(numbered ? [numbered] : [])].map((each) => [each.conversationId, each]),
  );
  return [...all.values()].map(({ conversationId, tag, subject, userId }) => ({
    id: conversationId,
    text: `${tag} · ${subject || names.user(userId)}`,
    also: [conversationId, tag],
  }));
}
