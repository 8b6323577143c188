/** Erases what a person left in other users' conversations: in those that were given away, and in those where they were a guest. */
import { messageIdOfTime, readMessageId } from '../../../../conversations/new-message-id.ts';
import type { Participant } from '../../../../conversations/people/people.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationLinkItem } from '../items/conversation-items.ts';
import {
  deliveryTraceItem,
  type MessageTrace,
  messageTraceItem,
  windowTraceItem,
} from '../items/erasing-items.ts';
import { participantKey, windowOfKey } from '../items/window-items.ts';
import { keys, ranges } from '../keys.ts';
import { eraseMessageAndMail } from './erase-mail.ts';
import { eraseRow, eraseText, eraseWindows, HAS_TEXT } from './erase-message.ts';
import type { Erasing } from './erasing.ts';

/**
 * How long before a message its window may have been opened: a window is open for a quarter of an hour, and its first message may have been
 * decided about hours after it was written.
 */
const WINDOW_MS = 24 * 3_600_000;

/** The links of the person's ids to conversations that now have another user. */
async function givenAwayLinks(items: ItemStore, userIds: readonly string[]) {
  const reads = userIds.map(async (userId) => {
    const links = await items.all(conversationLinkItem, ranges.givenAway(userId));
    return links.map(({ conversationId }) => ({ userId, conversationId }));
  });
  return (await Promise.all(reads)).flat();
}

/** The person's first message of each conversation that now has another user. */
export async function firstGivenAway(
  items: ItemStore,
  userIds: readonly string[],
): Promise<string[]> {
  const links = await givenAwayLinks(items, userIds);
  const found: string[] = [];
  for (const conversationId of new Set(links.map((link) => link.conversationId))) {
    const messages = await items.all(messageTraceItem, ranges.messages(conversationId));
    const first = messages.find(({ author }) => isOneOf(author, userIds));
    if (first) found.push(first.messageId);
  }
  return found;
}

/**
 * Erases what is the person's in conversations that now have another user. The link to a conversation goes once a round finds nothing
 * there, because a decision under way may write a row late.
 * @param userIds every id of the person: what was written under one may have been given away under another
 */
export async function eraseGivenAway(erasing: Erasing, userIds: readonly string[]): Promise<void> {
  const { items } = erasing;
  for (const { userId, conversationId } of await givenAwayLinks(items, userIds)) {
    const hasErased = await eraseGivenAwayIn(erasing, conversationId, userIds);
    if (!hasErased) await items.removeMany([keys.givenAway(userId, conversationId)]);
  }
}

const isOneOf = (
  { kind, id = '' }: { kind: string; id?: string | undefined },
  userIds: readonly string[],
) => kind === 'user' && userIds.includes(id);

/** The caller has noted the person's first message (`firstGivenAway`). True: there was something. */
async function eraseGivenAwayIn(
  erasing: Erasing,
  conversationId: string,
  userIds: readonly string[],
): Promise<boolean> {
  const { items } = erasing;
  const messages = await items.all(messageTraceItem, ranges.messages(conversationId));
  const own = messages.filter(
    ({ author, about }) => isOneOf(author, userIds) || (about && isOneOf(about, userIds)),
  );
  for (const message of own) await eraseMessageAndMail(erasing, message);
  const rows = await rowsAbout(items, messages, userIds);
  for (const { message, row } of rows) await eraseRow(erasing, message, row);
  const windows = await items.all(windowTraceItem, ranges.windows(conversationId));
  await eraseWindows(
    items,
    windows.filter((window) => isOneOf(windowOfKey(window).participant, userIds)),
  );
  for (const id of userIds) await eraseRecipient(erasing, conversationId, { kind: 'user', id });
  return own.length + rows.length > 0;
}

/** Erases what names the person as one to be mailed, besides rows and windows. */
async function eraseRecipient(
  erasing: Erasing,
  conversationId: string,
  participant: Participant,
): Promise<void> {
  const recipient = participantKey(participant);
  await erasing.removeFound(ranges.budgets(conversationId, recipient));
  await erasing.items.removeMany([keys.openWindow(conversationId, recipient)]);
}

/** The rows about the person, which have their address. */
async function rowsAbout(items: ItemStore, messages: MessageTrace[], userIds: readonly string[]) {
  const looks = userIds.flatMap((id) =>
    messages.map(async (message) => {
      const key = keys.delivery(message.messageId, { kind: 'user', id });
      const row = await items.get(deliveryTraceItem, key);
      return row ? [{ message, row }] : [];
    }),
  );
  return (await Promise.all(looks)).flat();
}

/**
 * Erases the rows about the guest, one for each message, and the note that they are a guest. No other participant has keys like these (S3).
 */
export async function eraseRowsOfGuest(
  items: ItemStore,
  conversationId: string,
  address: string,
): Promise<void> {
  const guest = { kind: 'guest', id: address };
  const rows = [];
  for await (const { messageId } of items.each(messageTraceItem, ranges.messages(conversationId))) {
    rows.push(keys.delivery(messageId, guest));
  }
  await items.removeMany([keys.guest(conversationId, address), ...rows]);
}

/**
 * Erases the text parts of mails that show a message from this one on, because they may quote it. Reply extraction works without them
 * (S12).
 */
export async function eraseSentTexts(items: ItemStore, messageId: string): Promise<void> {
  for await (const { pk, sk, messageIds } of items.each(windowTraceItem, mailsAround(messageId))) {
    const key = { pk, sk };
    if (messageIds.length === 0) await items.removeMany([key]);
    else if (messageIds.some((id) => id >= messageId)) await eraseText(items, key);
  }
}

/** Texts of 0.1.0 are items of their own, without messages. */
const IS_LEFT = { if: `${HAS_TEXT.if} OR attribute_not_exists(messageIds)` };

/**
 * A query for windows that took messages from this one on, and whose text is left; a window's key has the time of its first message. A step
 * that is repeated goes on where it was killed.
 */
function mailsAround(messageId: string) {
  const { conversationId, writtenAt } = readMessageId(messageId);
  const opened = messageIdOfTime(conversationId, writtenAt - WINDOW_MS);
  return { ...ranges.windows(conversationId), from: keys.window(opened, '').sk, filter: IS_LEFT };
}
