import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { contentDisposition, servedType } from '../../../../conversations/served-file.ts';
import type { Upload } from '../../../../steps/chatting/ports.ts';
import {
  attachmentKey,
  deleteObject,
  type FileStorage,
  objectSize,
  uploadKey,
} from '../../bucket/objects.ts';
import { attachmentItem, claimedFileItem } from '../items/conversation-items.ts';
import { keys } from '../keys.ts';
import { put, update, type Write } from '../write.ts';

/**
 * Binds all uploads to the conversation, or none; returns the index of one that cannot be bound. Idempotent. From here on they do not
 * expire, so links lead an erasure to them until the message does.
 */
export async function claimUploads(
  storage: FileStorage,
  uploads: Upload[],
  conversationId: string,
): Promise<number | undefined> {
  const binds = uploads.map(({ attachmentId }) => bindUpload(attachmentId, conversationId));
  const links = uploads
    .filter(({ state }) => state === 'waiting')
    .map(({ attachmentId }) =>
      put(claimedFileItem, keys.claimedFile(conversationId, attachmentId), { attachmentId }),
    );
  const bound = await storage.items.write(...binds, ...links);
  if (!bound.isDone) return binds.findIndex((bind) => bound.hasFailed(bind));
  for (const upload of uploads) await seal(storage, upload);
  return undefined;
}

const bindUpload = (attachmentId: string, conversationId: string): Write =>
  update(
    attachmentItem,
    keys.attachment(attachmentId),
    { set: { conversationId, state: 'stored' }, remove: ['expiresAt'] },
    {
      if: 'attribute_exists(pk) AND (attribute_not_exists(conversationId) OR conversationId = :id)',
      values: { id: conversationId },
    },
  );

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
