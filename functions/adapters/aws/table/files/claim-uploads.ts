import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { contentDisposition, servedType } from '../../../../conversations/served-file.ts';
import type { Upload } from '../../../../steps/chatting/ports.ts';
import { attachmentKey, deleteObject, objectSize, uploadKey } from '../../bucket/objects.ts';
import type { ItemStore } from '../item-store.ts';
import { attachmentItem, claimedFileItem } from '../items/conversation-items.ts';
import { keys } from '../keys.ts';
import { put, update, type Write } from '../write.ts';
import type { FileStorage } from './forget-files.ts';

/** Binds all uploads to the conversation, or none; returns the index of one that cannot be bound. Idempotent. */
export async function claimUploads(
  storage: FileStorage,
  uploads: Upload[],
  conversationId: string,
): Promise<number | undefined> {
  const refused = await bindAll(storage.items, uploads, conversationId);
  if (refused) return uploads.indexOf(refused);
  for (const upload of uploads) await seal(storage, upload);
  return undefined;
}

/**
 * From its binding on an upload does not expire. Whoever binds it links the conversation to it, once, so that an erasure finds it until a
 * message names it. Returns an upload that is gone or belongs to another conversation: then none is bound.
 */
async function bindAll(
  items: ItemStore,
  uploads: Upload[],
  conversationId: string,
): Promise<Upload | undefined> {
  if (uploads.length === 0) return undefined;
  const claims = uploads.map((upload) => ({
    upload,
    bind: bindUpload(upload.attachmentId, conversationId),
    link: linkUpload(upload.attachmentId, conversationId),
  }));
  const result = await items.write(...claims.flatMap(({ bind, link }) => [bind, link]));
  if (result.isDone) return undefined;
  const failed = claims.filter(({ bind }) => result.hasFailed(bind));
  const refused = failed.find(
    ({ bind }) => result.found(bind, attachmentItem)?.conversationId !== conversationId,
  );
  if (refused) return refused.upload;
  // another try of this post has bound those that failed
  const left = claims.filter((claim) => !failed.includes(claim)).map(({ upload }) => upload);
  return bindAll(items, left, conversationId);
}

const bindUpload = (attachmentId: string, conversationId: string): Write =>
  update(
    attachmentItem,
    keys.attachment(attachmentId),
    { set: { conversationId, state: 'stored' }, remove: ['expiresAt'] },
    { if: 'attribute_exists(pk) AND attribute_not_exists(conversationId)' },
  );

const linkUpload = (attachmentId: string, conversationId: string): Write =>
  put(claimedFileItem, keys.claimedFile(conversationId, attachmentId), { attachmentId });

/**
 * Moves the octets out of the uploads, where the uploader can still write for a while. If the file exists already, an earlier call moved
 * it.
 */
async function seal(storage: FileStorage, upload: Upload): Promise<void> {
  const isSealed = await objectSize(storage, attachmentKey(upload.attachmentId));
  if (isSealed === undefined) await copyOnce(storage, upload);
  await deleteObject(storage, uploadKey(upload.attachmentId));
}

/** Copies the upload with our own type and disposition, so that it is saved as a file, whatever the uploader declared (S14). */
async function copyOnce(storage: FileStorage, upload: Upload): Promise<void> {
  const { s3, bucket } = storage;
  const Key = attachmentKey(upload.attachmentId);
  try {
    await s3.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key,
        CopySource: `${bucket}/${uploadKey(upload.attachmentId)}`,
        MetadataDirective: 'REPLACE',
        ContentType: servedType(upload),
        ContentDisposition: contentDisposition(upload.filename),
      }),
    );
  } catch (error) {
    // a concurrent call has copied it
    if ((await objectSize(storage, Key)) === undefined) throw error;
  }
}
