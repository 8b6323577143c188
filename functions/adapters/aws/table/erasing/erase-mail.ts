import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { bodyKeyOfMail } from '../../bucket/long-bodies.ts';
import { deleteObject } from '../../bucket/objects.ts';
import { keyOfMailId } from '../../bucket/raw-mail-store.ts';
import { forgetFiles } from '../files/forget-files.ts';
import { type MessageTrace, messageTraceItem } from '../items/erasing-items.ts';
import { filesOfMailItem, mailItem, mailLinkItem } from '../items/mail-items.ts';
import { keys, ranges } from '../keys.ts';
import { linksTo } from '../receiving/record-writes.ts';
import { eraseEvents, eraseMessage } from './erase-message.ts';
import type { Erasing } from './erasing.ts';

/** Erases a mail and the message that it became. The mail goes last, because it leads to the message. */
export async function eraseMailAndMessage(erasing: Erasing, mail: MailRecord): Promise<void> {
  await eraseMessageOf(erasing, mail);
  await eraseMail(erasing, mail.mailId);
}

/** Erases the message that a mail became. */
export async function eraseMessageOf(erasing: Erasing, { messageId }: MailRecord): Promise<void> {
  if (messageId === undefined) return;
  const message = await erasing.items.get(messageTraceItem, keys.message(messageId));
  if (message) await eraseMessage(erasing, message);
}

/** Erases a message and the mail that became it. The message goes last, because it leads to the mail. */
export async function eraseMessageAndMail(erasing: Erasing, message: MessageTrace): Promise<void> {
  if (message.mailId !== undefined) await eraseMail(erasing, message.mailId);
  await eraseMessage(erasing, message);
}

/** Erases a mail's octets, events, files, copies, links and record. */
async function eraseMail(erasing: Erasing, mailId: string): Promise<void> {
  const { items } = erasing;
  await deleteObject(erasing, keyOfMailId(mailId));
  await eraseEvents(erasing, [
    { type: 'inbound.received', mailId },
    ...INBOUND_REASONS.held.map((reason) => ({ type: 'inbound.held', mailId, reason }) as const),
  ]);
  const files = await items.get(filesOfMailItem, keys.filesOfMail(mailId));
  await forgetFiles(erasing, files?.attachmentIds ?? []);
  // a copy has no copies of its own: the original is always a delivered mail
  for await (const copy of items.each(mailLinkItem, ranges.copiesOfMail(mailId))) {
    await eraseMail(erasing, copy.mailId);
  }
  const record = await items.get(mailItem, keys.mail(mailId));
  if (record?.conversationId !== undefined) {
    await deleteObject(erasing, bodyKeyOfMail(record.conversationId, mailId));
  }
  if (record) await items.removeMany(linksTo(record));
  await erasing.removeFound(ranges.mail(mailId));
  if (record) {
    erasing.count('mails');
    erasing.count('rawMails');
  }
}
