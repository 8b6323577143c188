import type { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload as StreamUpload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { MessageAttachment } from '../../../../conversations/conversation.ts';
import { contentDisposition, servedType } from '../../../../conversations/served-file.ts';
import type { Upload, UploadStore } from '../../../../steps/chatting/ports.ts';
import type { AttachmentStore, FilePlan } from '../../../../steps/receiving/ports.ts';
import { attachmentKey, objectSize, uploadKey } from '../../bucket/objects.ts';
import type { ItemStore } from '../item-store.ts';
import { attachmentItem } from '../items/conversation-items.ts';
import { filesOfMailItem } from '../items/mail-items.ts';
import { keys } from '../keys.ts';
import { IF_NEW, IF_THERE, put, update, type Write } from '../write.ts';
import { claimUploads } from './claim-uploads.ts';
import { type FileStorage, forgetFiles } from './forget-files.ts';

/** Time within which an upload must begin. */
const UPLOAD_URL_SECONDS = 900;
/** Redirects are followed at once. */
const DOWNLOAD_URL_SECONDS = 60;

async function store(
  { s3, bucket, items }: FileStorage,
  attachment: MessageAttachment & { conversationId: string },
  content: Readable,
): Promise<void> {
  const upload = new StreamUpload({
    client: s3,
    params: {
      Bucket: bucket,
      Key: attachmentKey(attachment.attachmentId),
      Body: content,
      ContentType: servedType(attachment),
      ContentDisposition: contentDisposition(attachment.filename),
    },
  });
  await upload.done();
  const value = { ...attachment, state: 'stored' } as const;
  await items.write(put(attachmentItem, keys.attachment(attachment.attachmentId), value));
}

/** A file that was erased meanwhile stays erased. */
const bind = (attachmentId: string, conversationId: string): Write =>
  update(attachmentItem, keys.attachment(attachmentId), { set: { conversationId } }, IF_THERE);

async function plan(
  { items }: FileStorage,
  mailId: string,
  { attachmentIds, conversationId, now }: FilePlan,
): Promise<ReadonlySet<string>> {
  const key = keys.filesOfMail(mailId);
  const note = { attachmentIds, storedAt: now };
  const first = await items.write(put(filesOfMailItem, key, note, IF_NEW));
  if (first.isDone) return new Set();
  const again = await items.write(
    put(filesOfMailItem, key, note, { if: 'attribute_not_exists(isSwept)' }),
  );
  if (!again.isDone) throw new Error(`the files of mail ${mailId} are being deleted: not now`);
  const there = await items.getExisting(attachmentItem, attachmentIds.map(keys.attachment));
  const stored = there.filter((file) => file.conversationId === conversationId);
  return new Set(stored.map((file) => file.attachmentId));
}

/** The upload first: a claim copies the object before it deletes the upload. */
const storedSize = async (storage: FileStorage, id: string): Promise<number | undefined> =>
  (await objectSize(storage, uploadKey(id))) ?? (await objectSize(storage, attachmentKey(id)));

const keyOf = ({ attachmentId, state }: Upload): string =>
  state === 'waiting' ? uploadKey(attachmentId) : attachmentKey(attachmentId);

function signUpload(
  { s3, bucket }: FileStorage,
  { attachmentId, contentType, size }: Parameters<UploadStore['uploadUrl']>[0],
): Promise<string> {
  const request = new PutObjectCommand({
    Bucket: bucket,
    Key: uploadKey(attachmentId),
    ContentType: contentType,
    ContentLength: size,
  });
  return getSignedUrl(s3, request, {
    expiresIn: UPLOAD_URL_SECONDS,
    signableHeaders: new Set(['host', 'content-type', 'content-length']),
  });
}

function signDownload({ s3, bucket }: FileStorage, attachment: Upload): Promise<string> {
  const request = new GetObjectCommand({
    Bucket: bucket,
    Key: keyOf(attachment),
    ResponseContentDisposition: contentDisposition(attachment.filename),
    ResponseContentType: servedType(attachment),
    ResponseCacheControl: 'private, no-store',
  });
  return getSignedUrl(s3, request, { expiresIn: DOWNLOAD_URL_SECONDS });
}

/** Files in both directions: from mails by streams, from the chat by presigned URLs (S14). */
export function createAttachmentStore(
  s3: S3Client,
  bucket: string,
  items: ItemStore,
): AttachmentStore & UploadStore {
  const storage = { s3, bucket, items };
  return {
    store: (attachment, content) => store(storage, attachment, content),
    plan: (mailId, files) => plan(storage, mailId, files),
    isPlanned: (mailId) => items.has(keys.filesOfMail(mailId)),
    bind: async (ids, conversationId) => {
      for (const id of ids) await items.write(bind(id, conversationId));
    },
    withdraw: async (mailId, ids) => {
      await forgetFiles(storage, ids);
      await items.removeMany([keys.filesOfMail(mailId)]);
    },
    forget: async (ids, conversationId) => {
      await forgetFiles(storage, ids);
      await items.removeMany(ids.map((id) => keys.claimedFile(conversationId, id)));
    },
    find: (id) => items.get(attachmentItem, keys.attachment(id)),
    begin: async (upload) => {
      // IF_NEW: a repeated call has begun already
      await items.write(put(attachmentItem, keys.attachment(upload.attachmentId), upload, IF_NEW));
    },
    storedSize: (id) => storedSize(storage, id),
    claim: (uploads, conversationId) => claimUploads(storage, uploads, conversationId),
    uploadUrl: (upload) => signUpload(storage, upload),
    downloadUrl: (attachment) => signDownload(storage, attachment),
    origin: async () => {
      const some = new GetObjectCommand({ Bucket: bucket, Key: uploadKey('any') });
      return new URL(await getSignedUrl(s3, some)).origin;
    },
  };
}
