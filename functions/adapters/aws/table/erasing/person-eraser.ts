import type { S3Client } from '@aws-sdk/client-s3';
import {
  addCounts,
  type ErasedCounts,
  eraseEach,
} from '../../../../conversations/erased-counts.ts';
import { readMessageId } from '../../../../conversations/new-message-id.ts';
import { userIdOfOwnMail } from '../../../../conversations/people/user-id-of-mail.ts';
import type { PersonEraser } from '../../../../steps/erasing/ports.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import type { FileStorage } from '../../bucket/objects.ts';
import { linkKeysOf } from '../chatting/conversation-writes.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationItem, conversationLinkItem } from '../items/conversation-items.ts';
import { messageTraceItem } from '../items/erasing-items.ts';
import { mailItem } from '../items/mail-items.ts';
import { userItem } from '../items/people-items.ts';
import { keys, ranges } from '../keys.ts';
import { mailsOfAuthor } from '../receiving/mails-of-author.ts';
import { eraseConversation, eraseNumbered } from './erase-conversation.ts';
import { eraseFormer } from './erase-former.ts';
import { eraseMail, eraseMessageOf } from './erase-mail.ts';
import { removeFound } from './erase-message.ts';
import { eraseSentTexts } from './erase-sent-texts.ts';

/** Conversations that one step collects. */
const CONVERSATIONS_PER_STEP = 500;
/** Mails that one step erases, which takes seconds. */
const MAILS_PER_STEP = 50;

async function conversationsOf(items: ItemStore, userId: string, cursor: string | undefined) {
  const page = await items.page(conversationLinkItem, {
    ...ranges.conversationsOf('user', userId),
    limit: CONVERSATIONS_PER_STEP,
    cursor,
  });
  return { ...page, items: page.items.map(({ conversationId }) => conversationId) };
}

async function mailsOf(items: ItemStore, hash: string, cursor: string | undefined) {
  const page = await mailsOfAuthor(items, hash, { limit: MAILS_PER_STEP, cursor });
  const mails = page.items.map(({ mailId }) => keys.mail(mailId));
  return { ...page, items: await items.getExisting(mailItem, mails) };
}

/**
 * The record does not tell whether a mail opened the conversation: a released mail may have opened one or joined one. A conversation that
 * was given to another user is theirs, and has no `openedFrom` any more.
 */
async function hasOpened(
  items: ItemStore,
  { from, messageId }: MailRecord,
  conversationId: string,
): Promise<boolean> {
  const conversation = await items.get(conversationItem, keys.conversation(conversationId));
  if (!conversation) return true;
  return conversation.openedFrom === from && conversation.firstUserMessageId === messageId;
}

/** The mail's record stays, because it leads here: a killed erasure comes back by it. */
async function eraseOpened(
  storage: FileStorage,
  { mailId, from }: Pick<MailRecord, 'mailId' | 'from'>,
  conversationId: string,
): Promise<ErasedCounts> {
  const { items } = storage;
  const conversation = await items.get(conversationItem, keys.conversation(conversationId));
  const userId = conversation?.userId;
  const user = userId === undefined ? undefined : await items.get(userItem, keys.user(userId));
  let removed: ErasedCounts = {};
  // Before the conversation, which leads to the user. Only a user made from mail: one whom the chat backend has named since is somebody else.
  if (user?.email === from && user.emailFrom !== undefined) {
    await items.removeMany([
      keys.userPresence(user.userId),
      keys.userAddress(from, user.userId),
      ...(conversation ? linkKeysOf(conversation) : []),
    ]);
    await items.removeMany([keys.user(user.userId)]);
    removed = { users: 1, addresses: 1 };
  }
  for (;;) {
    const step = await eraseConversation(storage, conversationId, mailId);
    removed = addCounts(removed, step.removed);
    if (step.isDone) return removed;
  }
}

/** The guest's own message goes first: until then `notify` may write the note that they are a guest again. */
async function eraseGuest(storage: FileStorage, mail: MailRecord, conversationId: string) {
  const removed = await eraseMessageOf(storage, mail);
  await eraseRowsOfGuest(storage.items, conversationId, mail.from);
  return removed;
}

async function eraseGuestRows(items: ItemStore, messageIds: string[], address: string) {
  const joined = new Set(messageIds.map((id) => readMessageId(id).conversationId));
  for (const conversationId of joined) await eraseRowsOfGuest(items, conversationId, address);
}

/**
 * Erases the rows about the guest, one for each message, and the note that they are a guest. No other participant has keys like these (S3).
 */
async function eraseRowsOfGuest(items: ItemStore, conversationId: string, address: string) {
  const guest = { kind: 'guest', id: address };
  const rows = [];
  for await (const { messageId } of items.each(messageTraceItem, ranges.messages(conversationId))) {
    rows.push(keys.delivery(messageId, guest));
  }
  await items.removeMany([keys.guest(conversationId, address), ...rows]);
}

async function erasePerson(
  items: ItemStore,
  userId: string,
  addresses: string[],
  own: string[],
): Promise<ErasedCounts> {
  const numbers = await items.all(keyedItem, ranges.eventNumbersOfUser(userId));
  const events = await eraseEach(numbers, (number) => eraseNumbered(items, number));
  const suppressed = await eraseEach(own, async (address) => {
    const found = await removeFound(items, ranges.suppression(address));
    return found > 0 ? { suppressions: found } : {};
  });
  await removeFound(items, ranges.conversationsOf('user', userId));
  await items.removeMany([
    keys.userPresence(userId),
    ...addresses.flatMap((address) => [
      keys.userAddress(address, userId),
      keys.named(userIdOfOwnMail(address)),
    ]),
  ]);
  return addCounts(events, suppressed);
}

/** Deletes what is stored about a person in the table and the bucket (S19). */
export function createPersonEraser(items: ItemStore, s3: S3Client, bucket: string): PersonEraser {
  const storage = { items, s3, bucket };
  return {
    conversationsOf: (userId, cursor) => conversationsOf(items, userId, cursor),
    eraseConversation: (id) => eraseConversation(storage, id),
    mailsOf: (hash, cursor) => mailsOf(items, hash, cursor),
    hasOpened: (mail, conversationId) => hasOpened(items, mail, conversationId),
    eraseOpened: (mail, conversationId) => eraseOpened(storage, mail, conversationId),
    eraseMail: (mail) => eraseMail(storage, mail),
    eraseGuest: (mail, conversationId) => eraseGuest(storage, mail, conversationId),
    eraseGuestRows: (messageIds, address) => eraseGuestRows(items, messageIds, address),
    eraseSentTexts: (messageId) => eraseSentTexts(items, messageId),
    eraseFormer: (userIds) => eraseFormer(storage, userIds),
    erasePerson: (userId, addresses, own) => erasePerson(items, userId, addresses, own),
  };
}
