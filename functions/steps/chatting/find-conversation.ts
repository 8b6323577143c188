import type { ChatMessage, Conversation } from '../../conversations/conversation.ts';
import type { User } from '../../conversations/people.ts';
import { presentId } from '../../conversations/take-over-user.ts';
import type { ConversationStore, PeopleStore } from './ports.ts';

interface FindPorts {
  conversations: ConversationStore;
  people: PeopleStore;
}

/**
 * The conversation with its user, unless they are erased: then it is gone at once, although its items may still be on their way out (S19).
 * It names the user by the id that they have now.
 */
export async function findWithUser(
  conversationId: string,
  { conversations, people }: FindPorts,
): Promise<{ conversation: Conversation; user: User } | undefined> {
  const conversation = await conversations.find(conversationId);
  const user = conversation && (await people.findUser(conversation.userId));
  return user && { conversation: { ...conversation, userId: user.userId }, user };
}

/** The conversation, unless its user is erased. */
export async function findStandingConversation(
  conversationId: string,
  ports: FindPorts,
): Promise<Conversation | undefined> {
  return (await findWithUser(conversationId, ports))?.conversation;
}

/** A message whose conversation can be found, with the user of that conversation. */
export async function findMessage(
  messageId: string,
  ports: FindPorts,
): Promise<{ message: ChatMessage; user: User } | undefined> {
  const message = await ports.conversations.findMessage(messageId);
  const found = message && (await findWithUser(message.conversationId, ports));
  return found && { message: byPresentId(message, found.user), user: found.user };
}

/** What a user wrote is theirs under the id that they have now. */
export const byPresentId = (message: ChatMessage, user: User): ChatMessage => ({
  ...message,
  author: presentId(message.author, user),
});
