import {
  addCounts,
  type ErasedCounts,
  eraseEach,
} from '../../../../conversations/erased-counts.ts';
import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { bodyKeyOfMail } from '../../bucket/body-store.ts';
import { forgetFiles } from '../../bucket/forget-files.ts';
import { deleteObject, type FilePlaces } from '../../bucket/objects.ts';
import { keyOfMailId } from '../../bucket/raw-mail-store.ts';
import {
  filesOfMailItem,
  type MessageTrace,
  mailLinkItem,
  messageTraceItem,
} from '../items/erasing-items.ts';
import { mailItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { beginningWith } from '../query.ts';
import { linkOfAuthor } from '../receiving/mails-of-author.ts';
import { linksTo } from '../receiving/record-writes.ts';
import { eraseEvents, eraseMessage, removeFound } from './erase-message.ts';

/** The record of a mail, its octets, files and copies, and the events that told of it. The record goes last: it leads to the rest. */
async function eraseRecord(places: FilePlaces, mailId: string): Promise<ErasedCounts> {
  const { items } = places;
  const { pk } = keys.mail(mailId);
  await deleteObject(places, keyOfMailId(mailId));
  const events = await eraseEvents(items, [
    { type: 'inbound.received', mailId },
    ...INBOUND_REASONS.held.map((reason) => ({ type: 'inbound.held', mailId, reason }) as const),
  ]);
  const files = await items.get(filesOfMailItem, keys.filesOfMail(mailId));
  await forgetFiles(places, files?.attachmentIds ?? []);
  // a copy has no copies: it is only ever one of a delivered mail
  const copies = items.each(mailLinkItem, { partition: pk, ...beginningWith('COPY#') });
  const copied = await eraseEach(copies, (copy) => eraseRecord(places, copy.mailId));
  const record = await items.get(mailItem, keys.mail(mailId));
  if (record?.conversationId !== undefined) {
    await deleteObject(places, bodyKeyOfMail(record.conversationId, mailId));
  }
  if (record) await items.removeMany([...linksTo(record), linkOfAuthor(record)]);
  await removeFound(items, { partition: pk });
  return addCounts(addCounts(events, copied), record ? { mails: 1, rawMails: 1 } : {});
}

/** A mail and the message that it made, wherever that stands. */
export async function eraseMail(
  places: FilePlaces,
  { mailId, messageId }: MailRecord,
): Promise<ErasedCounts> {
  const message =
    messageId === undefined
      ? undefined
      : await places.items.get(messageTraceItem, keys.message(messageId));
  const removed = message ? await eraseMessage(places, message) : {};
  return addCounts(removed, await eraseRecord(places, mailId));
}

/** A message and the mail that made it. */
export async function eraseMessageAndMail(
  places: FilePlaces,
  message: MessageTrace,
): Promise<ErasedCounts> {
  const { mailId } = message;
  const mail = mailId === undefined ? {} : await eraseRecord(places, mailId);
  return addCounts(mail, await eraseMessage(places, message));
}
