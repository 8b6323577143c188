/**
 * Erasing a person follows the links that were written with each thing (docs/decisions/0082): a person leads to conversations and mails, a
 * conversation to its messages and mails, a mail to its message and copies, a message to its rows, a row to a mail of ours and to events.
 * Each file here erases one of them, and everything goes after what it leads to. So an erasure that was killed finds the rest by the same
 * links, and deleting what is gone changes nothing. Two things come first, so that nothing is written behind the erasure: a conversation's
 * own item is deleted, and a message is marked.
 */
import type { S3Client } from '@aws-sdk/client-s3';
import { conversationIdOf } from '../../../../conversations/new-message-id.ts';
import { userIdOfOwnMail } from '../../../../conversations/people/user-id-of-mail.ts';
import type { PersonEraser } from '../../../../steps/erasing/ports.ts';
import { keyedItem } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationLinkItem } from '../items/conversation-items.ts';
import { keys, ranges } from '../keys.ts';
import { mailsOfAuthor } from '../receiving/list-mails.ts';
import { eraseConversation } from './erase-conversation.ts';
import {
  eraseGivenAway,
  eraseRowsOfGuest,
  eraseSentTexts,
  firstGivenAway,
} from './erase-elsewhere.ts';
import { eraseNumbered } from './erase-message.ts';
import { eraseOwnMail } from './erase-own-mail.ts';
import { eraseSuppression } from './erase-suppression.ts';
import { Erasing } from './erasing.ts';

/** Conversations that one step collects. */
const CONVERSATIONS_PER_STEP = 500;
/** Mails that one step erases, which takes seconds. */
const MAILS_PER_STEP = 50;

/** Deletes what is stored about a person in the table and the bucket (S19). */
export function createPersonEraser(items: ItemStore, s3: S3Client, bucket: string): PersonEraser {
  const erasing = new Erasing({ items, s3, bucket });
  return {
    removed: erasing.removed,
    conversationsOf: (userId, cursor) => conversationsOf(items, userId, cursor),
    eraseConversation: (id) => eraseConversation(erasing, id),
    mailsOf: (hash, cursor) => mailsOfAuthor(items, hash, { limit: MAILS_PER_STEP, cursor }),
    async eraseMails(mails) {
      for (const mail of mails) await eraseOwnMail(erasing, mail);
    },
    async eraseGuestRows(messageIds, address) {
      const joined = new Set(messageIds.map(conversationIdOf));
      for (const conversationId of joined) await eraseRowsOfGuest(items, conversationId, address);
    },
    eraseSentTexts: (messageId) => eraseSentTexts(items, messageId),
    firstGivenAway: (userIds) => firstGivenAway(items, userIds),
    eraseGivenAway: (userIds) => eraseGivenAway(erasing, userIds),
    async eraseRest(userIds, addresses, own) {
      for (const userId of userIds) await eraseRest(erasing, userId, { addresses, own });
    },
  };
}

async function conversationsOf(items: ItemStore, userId: string, cursor: string | undefined) {
  const page = await items.page(conversationLinkItem, {
    ...ranges.conversationsOf('user', userId),
    limit: CONVERSATIONS_PER_STEP,
    cursor,
  });
  return { ...page, items: page.items.map(({ conversationId }) => conversationId) };
}

/** Erases what is under the person's id itself, and the suppressions of their `own` addresses, which nobody else has. */
async function eraseRest(
  erasing: Erasing,
  userId: string,
  { addresses, own }: { addresses: string[]; own: string[] },
): Promise<void> {
  const { items } = erasing;
  const numbers = await items.all(keyedItem, ranges.eventNumbersOfUser(userId));
  for (const number of numbers) await eraseNumbered(erasing, number);
  for (const address of own) await eraseSuppression(erasing, address);
  await erasing.removeFound(ranges.conversationsOf('user', userId));
  await items.removeMany([
    keys.userPresence(userId),
    keys.takenOver(userId),
    ...addresses.flatMap((address) => [
      keys.userAddress(address, userId),
      keys.named(userIdOfOwnMail(address)),
    ]),
  ]);
}
