import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { AttachmentPlaces } from '../table/chatting/claim-uploads.ts';
import { filesOfMailItem } from '../table/items/erasing-items.ts';
import { keys } from '../table/keys.ts';
import { update } from '../table/write.ts';
import { attachmentKey } from './attachment-object.ts';

/** Deletes of one turn. */
const DELETES_AT_ONCE = 10;

/** What leads to the octets goes last. */
export async function forgetFiles(
  { s3, bucket, items }: AttachmentPlaces,
  ids: string[],
): Promise<void> {
  for (let from = 0; from < ids.length; from += DELETES_AT_ONCE) {
    await Promise.all(
      ids
        .slice(from, from + DELETES_AT_ONCE)
        .map((id) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: attachmentKey(id) }))),
    );
  }
  await items.removeMany(ids.map(keys.attachment));
}

/**
 * Deletes the files of a mail that made no message: a function that died had stored them. `young`: somebody may be storing them now, as
 * somebody does who releases a held mail.
 */
export async function sweepFiles(
  places: AttachmentPlaces,
  mailId: string,
  before: number,
): Promise<'none' | 'young' | 'swept'> {
  const { items } = places;
  const key = keys.filesOfMail(mailId);
  const files = await items.get(filesOfMailItem, key);
  if (!files) return 'none';
  if (files.storedAt > before) return 'young';
  const asSeen = { if: 'storedAt = :storedAt', values: { storedAt: files.storedAt } };
  const change = { set: { isSwept: true } };
  if (!(await items.write(update(filesOfMailItem, key, change, asSeen))).isDone) return 'young';
  await forgetFiles(places, files.attachmentIds);
  await items.removeMany([key]);
  return 'swept';
}
