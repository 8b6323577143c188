import type { Conversation } from '../../conversations/conversation.ts';
import { findStandingConversation } from './find-conversation.ts';
import { findSuccessor, findUnknownParty, type UnknownParty } from './open-conversation.ts';
import type { ConversationPatch, ConversationStore, PeopleStore } from './ports.ts';

export type PatchConversationResult =
  | { kind: 'patched'; conversation: Conversation }
  | { kind: 'unknown-conversation' }
  | UnknownParty;

/** Changes the given fields of a conversation whose user is not erased. Another `userId` hands it over with its history (S4, S19). */
export async function patchConversation(
  conversationId: string,
  given: ConversationPatch,
  ports: { conversations: ConversationStore; people: PeopleStore },
): Promise<PatchConversationResult> {
  const standing = await findStandingConversation(conversationId, ports);
  if (!standing) return { kind: 'unknown-conversation' };
  const { userId, departmentId, agentId } = given;
  const unknown = await findUnknownParty(
    { departmentId, agentId, ...(userId !== undefined && { userId }) },
    ports.people,
  );
  if (unknown) return unknown;
  const user = userId === undefined ? undefined : await ports.people.findUser(userId);
  const changes = user ? { ...given, userId: user.userId } : given;
  const result = await ports.conversations.patch(conversationId, changes);
  switch (result.kind) {
    case 'changed':
      return { kind: 'patched', conversation: result.conversation };
    case 'unknown-user': {
      const successor = user && (await findSuccessor(user.userId, ports.people));
      return successor === undefined
        ? { kind: 'unknown-party', field: 'userId' }
        : patchConversation(conversationId, { ...given, userId: successor }, ports);
    }
    case 'unknown-conversation':
      return { kind: 'unknown-conversation' };
  }
}
