import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { deleteObject, uploadKey } from '../../bucket/objects.ts';
import { removeConversation } from '../chatting/change-conversation.ts';
import { forgetFiles } from '../files/forget-files.ts';
import { type Item, keyedItem, readItem } from '../item-kind.ts';
import { claimedFileItem } from '../items/conversation-items.ts';
import { messageTraceItem, windowTraceItem } from '../items/erasing-items.ts';
import { mailItem, mailLinkItem } from '../items/mail-items.ts';
import { type ItemKey, keys, ranges } from '../keys.ts';
import { conversationsOfMail } from '../receiving/record-writes.ts';
import { eraseMailAndMessage, eraseMessageAndMail } from './erase-mail.ts';
import { eraseMessage, eraseNumbered, eraseWindows } from './erase-message.ts';
import { eraseNamedSuppressions } from './erase-suppression.ts';
import type { Erasing } from './erasing.ts';

/** Items of a conversation that one step erases; if the function is killed, at most so many go uncounted. */
const ITEMS_PER_STEP = 25;

/**
 * Erases the conversation's own item, and some of its other items. True once none is left, and the bodies that no item names are erased,
 * too; false: call it again.
 * @param keptMailId - the mail whose record stays for now, because only it leads here
 */
export async function eraseConversation(
  erasing: Erasing,
  conversationId: string,
  keptMailId?: string,
): Promise<boolean> {
  const { items } = erasing;
  // before the conversation, which alone leads to them
  await eraseNamedSuppressions(erasing, conversationId);
  if (await removeConversation(items, conversationId)) erasing.count('conversations');
  const query = { ...ranges.conversation(conversationId), limit: ITEMS_PER_STEP };
  const found = await items.page(keyedItem, query);
  for (const item of found.items) await eraseItem(erasing, conversationId, item, keptMailId);
  if (found.items.length > 0) return false;
  await eraseBodies(erasing, conversationId);
  return true;
}

/** An item of another kind is a window, or leads nowhere (budgets, notices and the like). */
async function eraseItem(
  erasing: Erasing,
  conversationId: string,
  item: ItemKey & Item,
  keptMailId?: string,
): Promise<void> {
  switch (item.sk.split('#', 1)[0]) {
    case 'MESSAGE': {
      const message = readItem(messageTraceItem, item);
      return message.mailId === keptMailId
        ? eraseMessage(erasing, message)
        : eraseMessageAndMail(erasing, message);
    }
    case 'MAIL':
      return eraseLinkedMail(erasing, conversationId, item);
    case 'FILE':
      return eraseClaimedFile(erasing, item);
    case 'EVENT':
      return eraseNumbered(erasing, item);
    default:
      return eraseWindows(erasing.items, [readItem(windowTraceItem, item)]);
  }
}

/** A mail that was since released into another conversation belongs there, and stays. */
async function eraseLinkedMail(erasing: Erasing, conversationId: string, link: ItemKey & Item) {
  const { items } = erasing;
  const mail = await items.get(mailItem, keys.mail(readItem(mailLinkItem, link).mailId));
  if (mail && conversationsOfMail(mail).includes(conversationId))
    await eraseMailAndMessage(erasing, mail);
  await items.removeMany([link]);
}

/** A killed post may have claimed a file for a message that was never written. The upload goes first: a post cannot copy it after that. */
async function eraseClaimedFile(erasing: Erasing, link: ItemKey & Item) {
  const { attachmentId } = readItem(claimedFileItem, link);
  await deleteObject(erasing, uploadKey(attachmentId));
  await forgetFiles(erasing, [attachmentId]);
  await erasing.items.removeMany([link]);
  erasing.count('attachments');
}

/** A long body is stored before its message, so a killed function may leave one that no message names. */
async function eraseBodies(erasing: Erasing, conversationId: string): Promise<void> {
  const { s3, bucket } = erasing;
  for (;;) {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: `bodies/${conversationId}-` }),
    );
    for (const { Key } of Contents) if (Key !== undefined) await deleteObject(erasing, Key);
    if (Contents.length === 0) return;
  }
}
