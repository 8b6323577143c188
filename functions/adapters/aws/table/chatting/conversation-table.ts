import type { ChatMessage, Conversation } from '../../../../conversations/conversation.ts';
import type {
  ConversationPatch,
  ConversationStore,
  PatchedConversation,
} from '../../../../steps/chatting/ports.ts';
import type { MailDeliverer } from '../../../../steps/receiving/ports.ts';
import type { LongBodies } from '../../bucket/long-bodies.ts';
import type { ItemStore } from '../item-store.ts';
import {
  clientMessageItem,
  conversationItem,
  counterItem,
  messageItem,
} from '../items/conversation-items.ts';
import { mailNumberItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { deliverMail } from '../receiving/deliver-mail.ts';
import { IF_NEW, put, remove, type Write } from '../write.ts';
import { changeConversation } from './change-conversation.ts';
import { messageWrites, openingWrites } from './conversation-writes.ts';
import { listConversations } from './list-conversations.ts';
import { listMessageIds, queryMessages } from './query-messages.ts';
import { readMessage } from './stored-message.ts';

/** The first number, so that the first tag does not look like a test. */
const FIRST_CONVERSATION_NUMBER = 1000;

async function nextNumber(items: ItemStore): Promise<string> {
  const count = { lastNumber: { from: FIRST_CONVERSATION_NUMBER } };
  return String((await items.set(counterItem, keys.conversationCounter(), { count })).lastNumber);
}

/** Idempotent by mail: two concurrent runs for one mail get the same number, and so the same attachments (S15). */
async function numberFor(items: ItemStore, mailId: string): Promise<string> {
  const setOnce = { conversationId: await nextNumber(items) };
  return (await items.set(mailNumberItem, keys.mailNumber(mailId), { setOnce })).conversationId;
}

async function patch(
  items: ItemStore,
  conversationId: string,
  changes: ConversationPatch,
): Promise<PatchedConversation> {
  const isGiven = Object.values(changes).some((value) => value !== undefined);
  const change = (before: Conversation) =>
    isGiven ? { ...changes, ...withoutFormerAddresses(before, changes) } : undefined;
  return changeConversation(items, conversationId, change, { isFormerUserKept: true });
}

/** Another user does not inherit the former one's addresses (S4). */
const withoutFormerAddresses = ({ userId }: Conversation, changes: ConversationPatch) =>
  changes.userId !== undefined && changes.userId !== userId
    ? { userAddress: null, openedFrom: null }
    : {};

async function append(
  items: ItemStore,
  bodies: LongBodies,
  message: ChatMessage,
  isLate = false,
): Promise<boolean> {
  const [putMessage, change] = await messageWrites(bodies, message, { isLate });
  const result = await items.write(
    putMessage,
    change,
    ...putClientId(message),
    ...unlinkFiles(message),
  );
  if (result.isDone) return true;
  const isThere = !result.hasFailed(change) || result.found(change, conversationItem) !== undefined;
  // the message exists: the same append again succeeds
  if (result.hasFailed(putMessage)) return isThere;
  return isThere && result.hasFailed(change) ? append(items, bodies, message, true) : false;
}

/** Reserves the chat's own id, so that posting the message again under it finds the first one. */
const putClientId = ({ conversationId, clientMessageId, messageId }: ChatMessage): Write[] =>
  clientMessageId === undefined
    ? []
    : [
        put(
          clientMessageItem,
          keys.clientMessage(conversationId, clientMessageId),
          { messageId },
          IF_NEW,
        ),
      ];

/** From now on a post's message leads to its files. Those of a mail, which may be a thousand, were never claimed. */
const unlinkFiles = ({ conversationId, attachments, channel }: ChatMessage): Write[] =>
  channel === 'chat'
    ? attachments.map(({ attachmentId }) => remove(keys.claimedFile(conversationId, attachmentId)))
    : [];

async function findMessage(items: ItemStore, bodies: LongBodies, messageId: string) {
  if (!/^\d+-[0-9A-Z]+$/.test(messageId)) return undefined;
  const stored = await items.get(messageItem, keys.message(messageId));
  return stored && readMessage(bodies, stored);
}

/** Conversations and their messages; bodies too long for an item are in the bucket. */
export function createConversationTable(
  items: ItemStore,
  bodies: LongBodies,
): ConversationStore & MailDeliverer {
  return {
    find: (id) => items.get(conversationItem, keys.conversation(id)),
    nextNumber: () => nextNumber(items),
    numberFor: (mailId) => numberFor(items, mailId),
    create: async (conversation) => {
      const [putConversation, ...others] = openingWrites(conversation);
      const result = await items.write(putConversation, ...others);
      return result.isDone ? conversation : result.found(putConversation, conversationItem);
    },
    list: (options) => listConversations(items, options),
    patch: (id, changes) => patch(items, id, changes),
    findMessage: (id) => findMessage(items, bodies, id),
    findByClientId: async (id, clientMessageId) => {
      const found = await items.get(clientMessageItem, keys.clientMessage(id, clientMessageId));
      return found && findMessage(items, bodies, found.messageId);
    },
    listMessageIds: (id, options) => listMessageIds(items, id, options),
    listMessages: (id, { isNewestFirst = false, ...options }) =>
      queryMessages(items, bodies, id, { ...options, isNewestFirst }),
    recentMessages: async (id, limit, until) => {
      const eventual = items.reading('eventual');
      const page = await queryMessages(eventual, bodies, id, { limit, until, isNewestFirst: true });
      return page.items.reverse();
    },
    append: (message) => append(items, bodies, message),
    deliverMail: (delivery) => deliverMail(items, bodies, delivery),
  };
}
