import type { ChatMessage, Conversation } from '../../../../conversations/conversation.ts';
import type { NewUser } from '../../../../steps/receiving/ports.ts';
import type { LongBodies } from '../../bucket/body-store.ts';
import { activitySortKey, conversationItem, messageItem } from '../items/conversation-items.ts';
import { conversationLinkItem } from '../items/erasing-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { IF_NEW, IF_THERE, put, update, type Write } from '../write.ts';
import { storeMessage } from './stored-message.ts';
import { newUserWrites, userIsThere } from './user-writes.ts';

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

/** A new conversation, then what leads to it; its user is there, or made with it. */
export const openingWrites = (
  conversation: Conversation,
  newUser?: NewUser,
): [Write, ...Write[]] => [
  put(conversationItem, keys.conversation(conversation.conversationId), conversation, IF_NEW),
  ...putConversationLinks(conversation, linkKeysOf(conversation)),
  ...(newUser
    ? newUserWrites(newUser, conversation.createdAt)
    : [userIsThere(conversation.userId)]),
];

/** What a message does to its conversation besides. */
interface MessageChanges extends Pick<Conversation, 'userAddress'> {
  /** A later message stands there already: the time of the newest activity stays. */
  isLate?: boolean;
}

/**
 * `[put of the message, update of its conversation]`: each carries its own condition, so that a message is written once and never without its
 * conversation. Where the update alone fails and the conversation is there, the message is late: both are to be made again with `isLate`.
 */
export async function messageWrites(
  bodies: LongBodies,
  message: ChatMessage,
  changes: MessageChanges = {},
): Promise<[Write, Write]> {
  const stored = await storeMessage(bodies, message);
  return [
    put(messageItem, keys.message(message.messageId), stored, IF_NEW),
    changeByMessage(message, changes),
  ];
}

/**
 * Who writes moves the conversation to the top of the list, and never down; an agent becomes the one who replied last (S8), a user's Reply-To says
 * where their mail goes (S4), and a guest is one whom every later message has a row about (S11).
 */
function changeByMessage(
  { messageId, author, conversationId, createdAt }: ChatMessage,
  { userAddress, isLate = false }: MessageChanges,
): Write {
  const isOfUserSide = author.kind === 'user' || author.kind === 'guest';
  const activity = {
    lastActivityAt: createdAt,
    gsi1sk: activitySortKey(createdAt, conversationId),
  };
  return update(
    conversationItem,
    keys.conversation(conversationId),
    {
      set: {
        ...(!isLate && activity),
        ...(userAddress !== undefined && { userAddress }),
        ...(author.kind === 'agent' && author.id && { lastReplierId: author.id }),
        ...(author.kind === 'guest' && { hasGuests: true }),
      },
      setOnce: {
        // it stands already: an update must not be empty
        ...(isLate && { lastActivityAt: createdAt }),
        ...(isOfUserSide && { firstUserMessageId: messageId }),
      },
    },
    isLate ? IF_THERE : { if: 'lastActivityAt <= :createdAt', values: { createdAt } },
  );
}
