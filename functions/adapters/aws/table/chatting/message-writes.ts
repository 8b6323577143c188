import type { ChatMessage, Conversation } from '../../../../conversations/conversation.ts';
import { bodyNameOfMail, type LongBodies } from '../../bucket/body-store.ts';
import {
  activitySortKey,
  conversationItem,
  messageItem,
  type StoredMessage,
} from '../items/conversation-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, IF_THERE, put, update, type Write } from '../write.ts';
import { packMessage, unpackMessage } from './packed-body.ts';

/** `[put of the message, update of its conversation]`: each carries its own condition, so that a message is written once and never without its conversation. */
export async function messageWrites(
  bodies: LongBodies,
  message: ChatMessage,
  changes: Pick<Conversation, 'userAddress'> = {},
): Promise<[Write, Write]> {
  const stored = await storedMessage(bodies, message);
  return [
    put(messageItem, keys.message(message.messageId), stored, IF_NEW),
    moveActivity(message, changes),
  ];
}

async function storedMessage(bodies: LongBodies, message: ChatMessage): Promise<StoredMessage> {
  const { text, html, elided, attachments, ...head } = message;
  const { conversationId, messageId, mailId } = message;
  const name = mailId === undefined ? messageId : bodyNameOfMail(conversationId, mailId);
  const bodyKey = await bodies.putIfLong(name, { text, html, elided, attachments });
  if (!bodyKey) return packMessage(message);
  return {
    ...head,
    bodyKey,
    attachments: attachments.map(({ attachmentId }) => ({ attachmentId })),
  };
}

/**
 * Who writes moves the conversation to the top of the list; an agent becomes the one who replied last (S8), a user's Reply-To says where
 * their mail goes (S4), and a guest is one whom every later message has a row about (S11).
 */
function moveActivity(
  { messageId, author, conversationId, createdAt }: ChatMessage,
  { userAddress }: Pick<Conversation, 'userAddress'>,
): Write {
  const isOfUserSide = author.kind === 'user' || author.kind === 'guest';
  return update(
    conversationItem,
    keys.conversation(conversationId),
    {
      set: {
        lastActivityAt: createdAt,
        gsi1sk: activitySortKey(createdAt, conversationId),
        ...(userAddress !== undefined && { userAddress }),
        ...(author.kind === 'agent' && author.id && { lastReplierId: author.id }),
        ...(author.kind === 'guest' && { hasGuests: true }),
      },
      ...(isOfUserSide && { setOnce: { firstUserMessageId: messageId } }),
    },
    IF_THERE,
  );
}

export async function readMessage(bodies: LongBodies, stored: StoredMessage): Promise<ChatMessage> {
  if (!('bodyKey' in stored)) return unpackMessage(stored);
  const { bodyKey, ...head } = stored;
  return { ...head, ...(await bodies.get(bodyKey)) };
}
