import type { Conversation } from '../../../../conversations/conversation.ts';
import { conversationLinkItem } from '../items/erasing-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { put, type Write } from '../write.ts';

/** What leads to a conversation from its user (lists, and an erasure: S19), its agent and its department. */
export function linkKeysOf(conversation: Conversation): ItemKey[] {
  const { userId, agentId, departmentId } = conversation;
  return [
    keys.conversationOf('user', userId, conversation),
    ...(agentId === undefined ? [] : [keys.conversationOf('agent', agentId, conversation)]),
    ...(departmentId === undefined
      ? []
      : [keys.conversationOf('department', departmentId, conversation)]),
  ];
}

/** For the transaction that opens a conversation or changes whose it is. */
export const putConversationLinks = (
  { conversationId }: Conversation,
  linkKeys: ItemKey[],
): Write[] => linkKeys.map((key) => put(conversationLinkItem, key, { conversationId }));
