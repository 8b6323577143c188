import { messageIdOfTime, readMessageId } from '../../../../conversations/new-message-id.ts';
import type { ItemStore } from '../item-store.ts';
import { windowTraceItem } from '../items/erasing-items.ts';
import { keys, ranges } from '../keys.ts';
import { forgetText } from './erase-message.ts';

/**
 * How long before a message its window may have been opened: a window is open for a quarter of an hour, and its first message may have been
 * decided about hours after it was written.
 */
const WINDOW_MS = 24 * 3_600_000;

/**
 * Erases the text parts of mails that show a message from this one on, because they may quote it. Reply extraction works without them
 * (S12).
 */
export async function eraseSentTexts(items: ItemStore, messageId: string): Promise<void> {
  for await (const { pk, sk, messageIds } of items.each(windowTraceItem, mailsAround(messageId))) {
    const key = { pk, sk };
    // texts from before December 2026 are items of their own
    if (messageIds.length === 0) await items.removeMany([key]);
    else if (messageIds.some((id) => id >= messageId)) await forgetText(items, key);
  }
}

/** A query for windows that took messages from this one on; a window's key has the time of its first message. */
function mailsAround(messageId: string) {
  const { conversationId, writtenAt } = readMessageId(messageId);
  const opened = messageIdOfTime(conversationId, writtenAt - WINDOW_MS);
  return { ...ranges.windows(conversationId), from: keys.window(opened, '').sk };
}
