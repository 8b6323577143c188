import type { Author, ChatMessage } from '../../conversations/conversation.ts';
import { cleanText, cutText } from '../../mail/clean-text.ts';
import type { Texts } from '../../texts/built-in-texts.ts';
import type { PeopleStore } from '../chatting/ports.ts';
import type { DueMail } from './recheck-window.ts';

export interface AuthorPorts {
  people: Pick<PeopleStore, 'findUser' | 'findAgent'>;
}

const MAX_NAME_CHARACTERS = 100;

/**
 * The author name that a mail shows for each message, by messageId. A participant's address is never shown to another, except a guest's.
 */
export async function nameAuthors(
  messages: ChatMessage[],
  { conversation }: Pick<DueMail, 'conversation'>,
  texts: Texts,
  { people }: AuthorPorts,
): Promise<Map<string, string>> {
  const agentIds = new Set(
    messages.flatMap(({ author }) => (author.kind === 'agent' && author.id ? [author.id] : [])),
  );
  const agents = await Promise.all([...agentIds].map((id) => people.findAgent(id)));
  const agentNames = new Map(
    agents.flatMap((agent) => (agent ? [[agent.agentId, agent.name]] : [])),
  );
  const user = await people.findUser(conversation.userId);
  const nameOf = (author: Author): string => {
    if (author.kind === 'agent') return agentNames.get(author.id ?? '') || texts.agent;
    if (author.kind === 'user') return user?.name || texts.customer;
    if (author.kind === 'guest') return author.name || author.address || texts.guest;
    return author.name || texts[author.kind];
  };
  return new Map(
    messages.map(({ messageId, author }) => [
      messageId,
      cutText(cleanText(nameOf(author)), MAX_NAME_CHARACTERS),
    ]),
  );
}
