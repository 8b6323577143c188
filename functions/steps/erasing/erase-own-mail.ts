import { addCounts, type ErasedCounts } from '../../conversations/erased-counts.ts';
import type { MailRecord } from '../receiving/ports.ts';
import type { PersonEraser } from './ports.ts';

/**
 * Erases a mail from the person's own address. If it opened a conversation, it was on its way when the erasure began and created the user
 * again: both are erased. In another's conversation the person was a guest. The record is erased last, because it leads to the rest.
 */
export async function eraseOwnMail(mail: MailRecord, eraser: PersonEraser): Promise<ErasedCounts> {
  const { conversationId } = mail;
  if (conversationId !== undefined && (await eraser.hasOpened(mail, conversationId))) {
    const opened = await eraser.eraseOpened(mail, conversationId);
    return addCounts(opened, await eraser.eraseMail(mail));
  }
  const asGuest = conversationId === undefined ? {} : await eraser.eraseGuest(mail, conversationId);
  return addCounts(asGuest, await eraser.eraseMail(mail));
}
