import type { ChatMessage } from '../../../../conversations/conversation.ts';
import { takeWhatFits } from '../../../../conversations/fit-into-answer.ts';
import type { Page, PageOptions } from '../../../../steps/ports.ts';
import type { LongBodies } from '../../bucket/long-bodies.ts';
import { encodeCursor } from '../cursor.ts';
import type { ItemStore } from '../item-store.ts';
import { messageItem, type StoredMessage } from '../items/conversation-items.ts';
import { keys, ranges } from '../keys.ts';
import { readMessage } from './stored-message.ts';

interface MessageOptions extends PageOptions {
  isNewestFirst: boolean;
  /** A messageId: the latest message to return. */
  until?: string;
  /** A messageId: only later messages are returned. */
  after?: string;
}

/** One page of a conversation's messages; long ones make it shorter than `limit`. */
export async function queryMessages(
  items: ItemStore,
  bodies: LongBodies,
  conversationId: string,
  { until, after, ...options }: MessageOptions,
): Promise<Page<ChatMessage>> {
  const page = await items.page(messageItem, {
    ...ranges.messages(conversationId),
    // the least key above this message's: nothing lies between a key and the same key with U+0000 appended
    ...(after && { from: `${keys.message(after).sk}\u0000` }),
    ...(until && { until: keys.message(until).sk }),
    ...options,
  });
  const messages = await takeWhatFits(readEach(bodies, page.items));
  const last = messages.at(-1);
  const isCut = last !== undefined && last.messageId !== page.items.at(-1)?.messageId;
  const end = isCut ? encodeCursor({ ...keys.message(last.messageId) }) : page.cursor;
  return { items: messages, cursor: end };
}

/** Message ids only, newest first; no body is read. */
export async function listMessageIds(
  items: ItemStore,
  conversationId: string,
  options: PageOptions,
): Promise<Page<string>> {
  const page = await items.page(messageItem, {
    ...ranges.messages(conversationId),
    isNewestFirst: true,
    ...options,
  });
  return { ...page, items: page.items.map(({ messageId }) => messageId) };
}

async function* readEach(bodies: LongBodies, stored: StoredMessage[]) {
  for (const one of stored) {
    const message = await readMessage(bodies, one);
    if (message) yield message;
  }
}
