import type { ChatMessage, Conversation } from '../../../../conversations/conversation.ts';
import type { MailDelivery, NewUser } from '../../../../steps/receiving/ports.ts';
import type { LongBodies } from '../../bucket/long-bodies.ts';
import type { Condition } from '../expressions.ts';
import {
  activitySortKey,
  conversationItem,
  conversationLinkItem,
  messageItem,
} from '../items/conversation-items.ts';
import { type ItemKey, keys } from '../keys.ts';
import { IF_NEW, IF_THERE, ifStill, put, update, type Write } from '../write.ts';
import { storeMessage } from './stored-message.ts';
import { newUserWrites, userIsThere } from './user-writes.ts';

/** Keys of the links to a conversation: from its user (for lists and an erasure, S19), its agent and its department. */
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

/** For the transaction that opens a conversation or changes its parties. */
export const putConversationLinks = (
  { conversationId }: Conversation,
  linkKeys: ItemKey[],
): Write[] => linkKeys.map((key) => put(conversationLinkItem, key, { conversationId }));

/** Writes a new conversation and its links; its user must exist, or is created with it. */
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

/** What a message changes in its conversation besides. */
interface MessageChanges extends Pick<MailDelivery, 'userAddress'> {
  /** A later message exists already, so `lastActivityAt` stays. */
  isLate?: boolean;
}

/**
 * `[put of the message, update of its conversation]`. Each has its own condition: a message is written once, and never without its
 * conversation. If only the update fails and the conversation exists, the message is late: make both writes again with `isLate`.
 */
export async function messageWrites(
  bodies: LongBodies,
  message: ChatMessage,
  changes: MessageChanges,
): Promise<[Write, Write]> {
  const stored = await storeMessage(bodies, message);
  return [
    put(messageItem, keys.message(message.messageId), stored, IF_NEW),
    changeByMessage(message, changes),
  ];
}

/**
 * Moves the conversation to the top of the list (never down), and notes the last replier for an agent (S8), the address from a user's
 * Reply-To (S4), and that there are guests, who get rows from then on (S11).
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
        ...(userAddress && { userAddress: userAddress.address }),
        ...(author.kind === 'agent' && author.id && { lastReplierId: author.id }),
        ...(author.kind === 'guest' && { hasGuests: true }),
      },
      setOnce: {
        // exists already; set because an update must not be empty
        ...(isLate && { lastActivityAt: createdAt }),
        ...(isOfUserSide && { firstUserMessageId: messageId }),
      },
    },
    conditionOf(createdAt, { userAddress, isLate }),
  );
}

/** The address of one user's Reply-To must not reach a conversation that has been handed to another user (S4). */
function conditionOf(createdAt: string, { userAddress, isLate }: MessageChanges): Condition {
  const still = userAddress ? ifStill({ userId: userAddress.userId }) : IF_THERE;
  return isLate
    ? still
    : {
        if: `lastActivityAt <= :createdAt AND ${still.if}`,
        values: { ...still.values, createdAt },
      };
}
