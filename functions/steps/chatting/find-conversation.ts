import type { ChatMessage, Conversation } from '../../conversations/conversation.ts';
import type { User } from '../../conversations/people/people.ts';
import { presentId } from '../../conversations/people/take-over-user.ts';
import type { ConversationStore, PeopleStore } from './ports.ts';

interface FindPorts {
  conversations: Pick<ConversationStore, 'find'>;
  people: Pick<PeopleStore, 'findUser'>;
}

/**
 * The conversation and its user. Undefined once the user is erased, even while the conversation's items are still being deleted (S19).
 * `userId` is the user's present id.
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

/** A message with its conversation's user; undefined once the user is erased. */
export async function findMessage(
  messageId: string,
  ports: FindPorts & { conversations: Pick<ConversationStore, 'findMessage'> },
): Promise<{ message: ChatMessage; user: User } | undefined> {
  const message = await ports.conversations.findMessage(messageId);
  const found = message && (await findWithUser(message.conversationId, ports));
  return found && { message: byPresentId(message, found.user), user: found.user };
}

/** Replaces an id of the user from before a takeover by their present id. */
export const byPresentId = (message: ChatMessage, user: User): ChatMessage => ({
  ...message,
  author: presentId(message.author, user),
});
