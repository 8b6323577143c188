import type { ChatMessage } from '../../../../conversations/conversation.ts';
import type { ConversationStore } from '../../../../steps/chatting/ports.ts';
import type { MailDeliverer } from '../../../../steps/receiving/ports.ts';
import type { LongBodies } from '../../bucket/body-store.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationItem, counterItem, messageItem } from '../items/conversation-items.ts';
import { mailNumberItem } from '../items/mail-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { deliverMail } from '../receiving/deliver-mail.ts';
import { IF_NEW, IF_THERE, put } from '../write.ts';
import { messageWrites, readMessage } from './message-writes.ts';
import { putConversationLink } from './put-conversation-link.ts';
import { queryMessages } from './query-messages.ts';
import { userIsThere } from './user-writes.ts';

/** Numbers start here, so that the first tag does not look like a test. */
const FIRST_CONVERSATION_NUMBER = 1000;

async function nextNumber(items: ItemStore): Promise<string> {
  const count = { lastNumber: { from: FIRST_CONVERSATION_NUMBER } };
  return String((await items.set(counterItem, keys.conversationCounter(), { count })).lastNumber);
}

/** Two copies of one mail that are handled at once agree on the number, and so do their attachments (S15). */
async function numberFor(items: ItemStore, mailId: string): Promise<string> {
  const setOnce = { conversationId: await nextNumber(items) };
  return (await items.set(mailNumberItem, keys.mailNumber(mailId), { setOnce })).conversationId;
}

async function patch(
  items: ItemStore,
  ...[conversationId, changes]: Parameters<ConversationStore['patch']>
) {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const key = keys.conversation(conversationId);
  if (given.length === 0) return items.get(conversationItem, key);
  const change = {
    set: Object.fromEntries(given.filter(([, value]) => value !== null)),
    remove: given.flatMap(([field, value]) =>
      value === null ? [field as keyof typeof changes] : [],
    ),
  };
  const result = await items.update(conversationItem, key, change, IF_THERE);
  return result.isDone ? result.value : undefined;
}

async function append(
  items: ItemStore,
  bodies: LongBodies,
  message: ChatMessage,
): Promise<boolean> {
  const result = await items.write(...(await messageWrites(bodies, message)));
  // the message is there already: the same append twice is one message; else the conversation is not there
  return result.isDone || (result.hasFailed(0) && !result.hasFailed(1));
}

async function findMessage(items: ItemStore, bodies: LongBodies, messageId: string) {
  if (!/^\d+-[0-9A-Z]+$/.test(messageId)) return undefined;
  const stored = await items.get(messageItem, keys.message(messageId));
  return stored && readMessage(bodies, stored);
}

/** Conversations and their messages in the one table; bodies too long for an item lie in the bucket. */
export function createConversationTable(
  items: ItemStore,
  bodies: LongBodies,
): ConversationStore & MailDeliverer {
  return {
    find: (id) => items.get(conversationItem, keys.conversation(id)),
    nextNumber: () => nextNumber(items),
    numberFor: (mailId) => numberFor(items, mailId),
    create: async (conversation) => {
      const { conversationId, userId } = conversation;
      const key = keys.conversation(conversationId);
      const result = await items.write(
        put(conversationItem, key, conversation, IF_NEW),
        userIsThere(userId),
        putConversationLink(conversation),
      );
      if (result.hasFailed(0)) throw new Error(`conversation ${conversationId} is there already`);
      return result.isDone;
    },
    list: (options) =>
      items.page(conversationItem, {
        partition: INDEX_PARTITIONS.conversations,
        isIndex: true,
        isNewestFirst: true,
        ...options,
      }),
    patch: (id, changes) => patch(items, id, changes),
    findMessage: (id) => findMessage(items, bodies, id),
    listMessages: (id, { isNewestFirst = false, ...options }) =>
      queryMessages(items, bodies, id, { ...options, newestFirst: isNewestFirst }),
    recentMessages: async (id, limit, until) => {
      const page = await queryMessages(items, bodies, id, { limit, until, newestFirst: true });
      return page.items.reverse();
    },
    append: (message) => append(items, bodies, message),
    deliverMail: (delivery) => deliverMail(items, bodies, delivery),
  };
}
