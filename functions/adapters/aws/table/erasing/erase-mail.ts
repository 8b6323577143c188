import { addCounts, type ErasedCounts } from '../../../../conversations/erased-counts.ts';
import { eventIdOf } from '../../../../conversations/event-id.ts';
import { INBOUND_REASONS } from '../../../../steps/receiving/outcome.ts';
import type { MailRecord } from '../../../../steps/receiving/ports.ts';
import { bodyKeyOfMail } from '../../bucket/body-store.ts';
import { keyOfMailId } from '../../bucket/raw-mail-store.ts';
import { beginningWith } from '../item-store.ts';
import { filesOfMailItem, keyedItem, mailLinkItem } from '../items/erasing-items.ts';
import { mailItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { linkOfAuthor } from '../receiving/mails-of-author.ts';
import { linksTo } from '../receiving/put-links.ts';
import {
  deleteObject,
  type ErasePlaces,
  eraseEvent,
  eraseFiles,
  eraseMessage,
  keyOf,
} from './erase-message.ts';

/** The record of a mail, its octets, files and copies, and the events that told of it. The record goes last: it leads to the rest. */
export async function eraseRecord(places: ErasePlaces, mailId: string): Promise<ErasedCounts> {
  const { items } = places;
  const { pk } = keys.mail(mailId);
  await deleteObject(places, keyOfMailId(mailId));
  let removed: ErasedCounts = { events: await eraseMailEvents(places, mailId) };
  const files = await items.get(filesOfMailItem, keys.filesOfMail(mailId));
  await eraseFiles(places, files?.attachmentIds ?? []);
  // a copy has no copies: it is only ever one of a delivered mail
  for await (const copy of items.each(mailLinkItem, { partition: pk, ...beginningWith('COPY#') })) {
    removed = addCounts(removed, await eraseRecord(places, copy.mailId));
  }
  const record = await followLink(places, mailId);
  if (record?.conversationId !== undefined) {
    await deleteObject(places, bodyKeyOfMail(record.conversationId, mailId));
  }
  const there = await items.all(keyedItem, { partition: pk });
  await items.removeMany([
    ...(record ? [...linksTo(record), linkOfAuthor(record)] : []),
    ...there.map(keyOf),
  ]);
  return record ? addCounts(removed, { mails: 1, rawMails: 1 }) : removed;
}

async function eraseMailEvents(places: ErasePlaces, mailId: string): Promise<number> {
  let events = await eraseEvent(places, eventIdOf({ type: 'inbound.received', mailId }));
  for (const reason of INBOUND_REASONS.held) {
    events += await eraseEvent(places, eventIdOf({ type: 'inbound.held', mailId, reason }));
  }
  return events;
}

/** A mail and the message that it made, wherever that stands. */
export async function eraseMail(
  places: ErasePlaces,
  { mailId, messageId }: MailRecord,
): Promise<ErasedCounts> {
  const message = messageId === undefined ? {} : await eraseMessageOf(places, messageId);
  return addCounts(message, await eraseRecord(places, mailId));
}

async function eraseMessageOf(places: ErasePlaces, messageId: string): Promise<ErasedCounts> {
  const message = await places.items.get(keyedItem, keys.message(messageId));
  return message ? eraseMessage(places, message) : {};
}

/** The mail that a link leads to, if its record is still there. */
export const followLink = ({ items }: ErasePlaces, mailId: string) =>
  items.get(mailItem, keys.mail(mailId));
