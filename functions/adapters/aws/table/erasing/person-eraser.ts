import type { S3Client } from '@aws-sdk/client-s3';
import { addCounts, type ErasedCounts } from '../../../../conversations/erased-counts.ts';
import type { PersonEraser } from '../../../../steps/erasing/ports.ts';
import { linkKeysOf } from '../chatting/conversation-links.ts';
import type { Item } from '../item-kind.ts';
import { beginningWith, type ItemStore } from '../item-store.ts';
import { conversationItem } from '../items/conversation-items.ts';
import { conversationLinkItem, keyedItem } from '../items/erasing-items.ts';
import { mailItem } from '../items/mail-items.ts';
import { userItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { mailsOfAuthor } from '../receiving/mails-of-author.ts';
import { eraseConversation, eraseNumbered } from './erase-conversation.ts';
import { eraseMail, eraseRecord } from './erase-mail.ts';
import { type ErasePlaces, eraseMessage, keyOf } from './erase-message.ts';

/** Conversations that one step looks at. */
const CONVERSATIONS_PER_STEP = 500;
/** Mails that one step erases: it takes seconds. */
const MAILS_PER_STEP = 50;

async function conversationsOf(items: ItemStore, userId: string, cursor: string | undefined) {
  const page = await items.page(conversationLinkItem, {
    partition: keys.user(userId).pk,
    ...beginningWith('CONVERSATION#'),
    limit: CONVERSATIONS_PER_STEP,
    cursor,
  });
  return { ...page, items: page.items.map(({ conversationId }) => conversationId) };
}

async function mailsOf(items: ItemStore, hash: string, cursor: string | undefined) {
  const page = await mailsOfAuthor(items, hash, { limit: MAILS_PER_STEP, cursor });
  const mails = page.items.map(({ mailId }) => keys.mail(mailId));
  return { ...page, items: await items.getThose(mailItem, mails) };
}

async function eraseOpened(places: ErasePlaces, conversationId: string, address: string) {
  const { items } = places;
  const conversation = await items.get(conversationItem, keys.conversation(conversationId));
  const userId = conversation?.userId;
  const user = userId === undefined ? undefined : await items.get(userItem, keys.user(userId));
  let removed: ErasedCounts = {};
  // the user first: the conversation leads to them
  // and only one whom a mail made: whom the chat backend named since is somebody else
  if (user?.email === address && user.emailFrom !== undefined) {
    await items.removeMany([
      keys.user(user.userId),
      keys.userPresence(user.userId),
      keys.userAddress(address, user.userId),
      ...(conversation ? linkKeysOf(conversation) : []),
    ]);
    removed = { users: 1, addresses: 1 };
  }
  for (;;) {
    const step = await eraseConversation(places, conversationId);
    removed = addCounts(removed, step.removed);
    if (step.isDone) return removed;
  }
}

/** The rows about the guest, one for each message, and the note that they are one. Nobody else's key is like these (S3). */
async function eraseGuest(items: ItemStore, conversationId: string, address: string) {
  const guest = { kind: 'guest', id: address };
  const { pk } = keys.conversation(conversationId);
  const rows = [];
  for await (const { messageId } of items.each(keyedItem, {
    partition: pk,
    ...beginningWith('MESSAGE#'),
  })) {
    rows.push(keys.delivery(String(messageId), guest));
  }
  await items.removeMany([keys.guest(conversationId, address), ...rows]);
  return {};
}

/** The text parts from this message on: they may quote it. Reply extraction does without them (S12). */
async function eraseSentTexts(items: ItemStore, messageId: string): Promise<void> {
  const { pk, sk } = keys.sentText(messageId, '');
  const texts = await items.all(keyedItem, { partition: pk, from: sk, until: 'SENT#~' });
  await items.removeMany(texts.map(keyOf));
}

/** What they wrote in conversations that were given to another user since; the rest there is the other's. */
async function eraseFormerWords(places: ErasePlaces, userId: string): Promise<ErasedCounts> {
  const { items } = places;
  let removed: ErasedCounts = {};
  const links = await items.all(conversationLinkItem, {
    partition: keys.user(userId).pk,
    ...beginningWith('FORMER-CONVERSATION#'),
  });
  for (const { conversationId } of links) {
    const messages = items.each(keyedItem, {
      partition: keys.conversation(conversationId).pk,
      ...beginningWith('MESSAGE#'),
    });
    for await (const message of messages) {
      if (!isBy(message, userId)) continue;
      const mail =
        typeof message.mailId === 'string' ? await eraseRecord(places, message.mailId) : {};
      removed = addCounts(addCounts(removed, mail), await eraseMessage(places, message));
    }
    await items.removeMany([keys.formerConversation(userId, conversationId)]);
  }
  return removed;
}

const isBy = ({ author }: Item, userId: string) =>
  isObject(author) && author.kind === 'user' && author.id === userId;
const isObject = (value: unknown): value is Item => typeof value === 'object' && value !== null;

async function erasePerson(
  places: ErasePlaces,
  ...[userId, addresses, own]: Parameters<PersonEraser['erasePerson']>
) {
  const { items } = places;
  let removed = await eraseFormerWords(places, userId);
  const numbers = await items.all(keyedItem, {
    partition: keys.eventNumber({ userId }, '', 0).pk,
  });
  for (const number of numbers) removed = addCounts(removed, await eraseNumbered(places, number));
  let suppressions = 0;
  for (const address of own) {
    const found = await items.all(keyedItem, { partition: keys.suppression(address).pk });
    await items.removeMany(found.map(keyOf));
    suppressions += found.length;
  }
  const links = await items.all(keyedItem, {
    partition: keys.user(userId).pk,
    ...beginningWith('CONVERSATION#'),
  });
  await items.removeMany([
    keys.userPresence(userId),
    ...links.map(keyOf),
    ...addresses.map((address) => keys.userAddress(address, userId)),
  ]);
  return suppressions > 0 ? addCounts(removed, { suppressions }) : removed;
}

/** Deletes what there is of a person in the table and the bucket (S19). */
export function createPersonEraser(items: ItemStore, s3: S3Client, bucket: string): PersonEraser {
  const places = { items, s3, bucket };
  return {
    conversationsOf: (userId, cursor) => conversationsOf(items, userId, cursor),
    eraseConversation: (id) => eraseConversation(places, id),
    mailsOf: (hash, cursor) => mailsOf(items, hash, cursor),
    eraseOpened: (conversationId, address) => eraseOpened(places, conversationId, address),
    eraseMail: (mail) => eraseMail(places, mail),
    eraseGuest: (conversationId, address) => eraseGuest(items, conversationId, address),
    eraseSentTexts: (messageId) => eraseSentTexts(items, messageId),
    erasePerson: (...person) => erasePerson(places, ...person),
  };
}
