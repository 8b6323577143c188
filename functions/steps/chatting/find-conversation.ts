import type { ChatMessage, Conversation } from '../../conversations/conversation.ts';
import type { ConversationStore, PeopleStore } from './ports.ts';

interface FindPorts {
  conversations: ConversationStore;
  people: PeopleStore;
}

/** The conversation, unless its user is erased: then it is gone at once, although its items may still be on their way out (S19). */
export async function findStandingConversation(
  conversationId: string,
  { conversations, people }: FindPorts,
): Promise<Conversation | undefined> {
  const conversation = await conversations.find(conversationId);
  const user = conversation && (await people.findUser(conversation.userId));
  return user && conversation;
}

/** A message whose conversation can be found. */
export async function findMessage(
  messageId: string,
  ports: FindPorts,
): Promise<ChatMessage | undefined> {
  const message = await ports.conversations.findMessage(messageId);
  const conversation = message && (await findStandingConversation(message.conversationId, ports));
  return conversation && message;
}
