import {
  addCounts,
  type ErasedCounts,
  eraseEach,
} from '../../../../conversations/erased-counts.ts';
import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { bodyKeyOfMail } from '../../bucket/body-store.ts';
import { forgetFiles } from '../../bucket/forget-files.ts';
import { deleteObject, type FileStorage } from '../../bucket/objects.ts';
import { keyOfMailId } from '../../bucket/raw-mail-store.ts';
import { type MessageTrace, messageTraceItem } from '../items/erasing-items.ts';
import { filesOfMailItem, mailItem, mailLinkItem } from '../items/mail-items.ts';
import { keys, ranges } from '../keys.ts';
import { linkOfAuthor } from '../receiving/mails-of-author.ts';
import { linksTo } from '../receiving/record-writes.ts';
import { eraseEvents, eraseMessage, removeFound } from './erase-message.ts';

/** Erases a mail's record, octets, files and copies, and its events. The record goes last, because it leads to the rest. */
async function eraseRecord(storage: FileStorage, mailId: string): Promise<ErasedCounts> {
  const { items } = storage;
  await deleteObject(storage, keyOfMailId(mailId));
  const events = await eraseEvents(items, [
    { type: 'inbound.received', mailId },
    ...INBOUND_REASONS.held.map((reason) => ({ type: 'inbound.held', mailId, reason }) as const),
  ]);
  const files = await items.get(filesOfMailItem, keys.filesOfMail(mailId));
  await forgetFiles(storage, files?.attachmentIds ?? []);
  // a copy has no copies of its own: the original is always a delivered mail
  const copies = items.each(mailLinkItem, ranges.copiesOfMail(mailId));
  const copied = await eraseEach(copies, (copy) => eraseRecord(storage, copy.mailId));
  const record = await items.get(mailItem, keys.mail(mailId));
  if (record?.conversationId !== undefined) {
    await deleteObject(storage, bodyKeyOfMail(record.conversationId, mailId));
  }
  if (record) await items.removeMany([...linksTo(record), linkOfAuthor(record)]);
  await removeFound(items, ranges.mail(mailId));
  return addCounts(addCounts(events, copied), record ? { mails: 1, rawMails: 1 } : {});
}

/** Erases a mail and the message that it became, wherever that is. */
export async function eraseMail(storage: FileStorage, mail: MailRecord): Promise<ErasedCounts> {
  const removed = await eraseMessageOf(storage, mail);
  return addCounts(removed, await eraseRecord(storage, mail.mailId));
}

/** Erases the message that a mail became. */
export async function eraseMessageOf(
  storage: FileStorage,
  { messageId }: MailRecord,
): Promise<ErasedCounts> {
  if (messageId === undefined) return {};
  const message = await storage.items.get(messageTraceItem, keys.message(messageId));
  return message ? eraseMessage(storage, message) : {};
}

/** Erases a message and the mail that became it. */
export async function eraseMessageAndMail(
  storage: FileStorage,
  message: MessageTrace,
): Promise<ErasedCounts> {
  const { mailId } = message;
  const mail = mailId === undefined ? {} : await eraseRecord(storage, mailId);
  return addCounts(mail, await eraseMessage(storage, message));
}
