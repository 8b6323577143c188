import type { Conversation } from '../../../../conversations/conversation.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { linkKeysOf } from '../chatting/conversation-writes.ts';
import { conversationItem } from '../items/conversation-items.ts';
import { userItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';
import { eraseConversation } from './erase-conversation.ts';
import { eraseRowsOfGuest } from './erase-elsewhere.ts';
import { eraseMailAndMessage, eraseMessageOf } from './erase-mail.ts';
import type { Erasing } from './erasing.ts';

/** Erases a mail from the person's own address. The record is erased last, because it leads to the rest. */
export async function eraseOwnMail(erasing: Erasing, mail: MailRecord): Promise<void> {
  const { conversationId } = mail;
  if (conversationId !== undefined) await eraseInConversation(erasing, mail, conversationId);
  await eraseMailAndMessage(erasing, mail);
}

/**
 * A mail that opened a conversation was on its way when the erasure began, and created the user again: both are erased. In another's
 * conversation the person was a guest. The record does not tell which: a released mail may have opened a conversation or joined one. A
 * conversation that was given to another user is theirs, and has no `openedFrom` any more.
 */
async function eraseInConversation(
  erasing: Erasing,
  mail: MailRecord,
  conversationId: string,
): Promise<void> {
  const { from, mailId, messageId } = mail;
  const conversation = await erasing.items.get(conversationItem, keys.conversation(conversationId));
  if (conversation) {
    const { openedFrom, firstUserMessageId } = conversation;
    const hasOpened = openedFrom === from && firstUserMessageId === messageId;
    if (!hasOpened) return eraseGuest(erasing, mail, conversationId);
    await eraseOpener(erasing, from, conversation);
  }
  // also if the conversation itself is gone: its other items go by its number
  while (!(await eraseConversation(erasing, conversationId, mailId)));
}

/** Erases the user whom the mail created; one whom the chat backend has named since is somebody else. */
async function eraseOpener(erasing: Erasing, from: string, conversation: Conversation) {
  const { items } = erasing;
  const { userId } = conversation;
  const user = await items.get(userItem, keys.user(userId));
  if (user?.email !== from || user.emailFrom === undefined) return;
  await items.removeMany([
    keys.userPresence(userId),
    keys.userAddress(from, userId),
    ...linkKeysOf(conversation),
  ]);
  await items.removeMany([keys.user(userId)]);
  erasing.count('users');
  erasing.count('addresses');
}

/** The guest's own message goes first: until then `notify` may write the note that they are a guest again. */
async function eraseGuest(erasing: Erasing, mail: MailRecord, conversationId: string) {
  await eraseMessageOf(erasing, mail);
  await eraseRowsOfGuest(erasing.items, conversationId, mail.from);
}
