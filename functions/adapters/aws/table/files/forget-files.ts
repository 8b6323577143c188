import { attachmentKey, deleteObject, type ObjectStorage } from '../../bucket/objects.ts';
import { chunksOf } from '../gathered-reads.ts';
import type { ItemStore } from '../item-store.ts';
import { filesOfMailItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { ifStill, update } from '../write.ts';

/** The bucket with the table that describes its files. */
export interface FileStorage extends ObjectStorage {
  items: ItemStore;
}

/** Concurrent deletes. */
const DELETES_AT_ONCE = 10;

/** Deletes the objects, then the items, because the items lead to the objects. */
export async function forgetFiles(storage: FileStorage, ids: string[]): Promise<void> {
  for (const some of chunksOf(ids, DELETES_AT_ONCE)) {
    await Promise.all(some.map((id) => deleteObject(storage, attachmentKey(id))));
  }
  await storage.items.removeMany(ids.map(keys.attachment));
}

/**
 * Deletes files that a killed function stored for a mail that made no message. `young`: another function may be storing them now, e.g. for
 * the release of a held mail.
 */
export async function sweepFiles(
  storage: FileStorage,
  mailId: string,
  before: number,
): Promise<'none' | 'young' | 'swept'> {
  const { items } = storage;
  const key = keys.filesOfMail(mailId);
  const files = await items.get(filesOfMailItem, key);
  if (!files) return 'none';
  if (files.storedAt > before) return 'young';
  const asSeen = ifStill({ storedAt: files.storedAt });
  const sweep = update(filesOfMailItem, key, { set: { isSwept: true } }, asSeen);
  if (!(await items.write(sweep)).isDone) return 'young';
  await forgetFiles(storage, files.attachmentIds);
  await items.removeMany([key]);
  return 'swept';
}
