import type { Conversation } from '../../../../conversations/conversation.ts';
import { conversationLinkItem } from '../items/erasing-items.ts';
import { keys } from '../keys.ts';
import { put, type Write } from '../write.ts';

/** For the transaction that opens a conversation: leads an erasure from the user to it (S19). */
export const putConversationLink = ({ userId, conversationId }: Conversation): Write =>
  put(conversationLinkItem, keys.conversationOfUser(userId, conversationId), { conversationId });
