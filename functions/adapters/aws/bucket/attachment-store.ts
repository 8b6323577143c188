import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload as StreamUpload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { MessageAttachment } from '../../../conversations/conversation.ts';
import type { Upload, UploadStore } from '../../../steps/chatting/ports.ts';
import type { AttachmentStore } from '../../../steps/receiving/ports.ts';
import { type AttachmentPlaces, claimUploads } from '../table/chatting/claim-uploads.ts';
import type { ItemStore } from '../table/item-store.ts';
import { attachmentItem } from '../table/items/conversation-items.ts';
import { keys } from '../table/keys.ts';
import { IF_NEW, IF_THERE, put, update, type Write } from '../table/write.ts';
import { attachmentKey, contentDisposition, servedType, uploadKey } from './attachment-object.ts';
import { objectSize } from './object-size.ts';

/** Time to begin an upload. */
const UPLOAD_URL_SECONDS = 900;
/** Redirects are followed at once. */
const DOWNLOAD_URL_SECONDS = 60;

/** A client whose presigned URLs hold nothing but what we sign: no checksum that the uploader would have to send. */
export const openUploadS3 = () =>
  new S3Client({
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

async function store(
  { s3, bucket, items }: AttachmentPlaces,
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

/** One that was erased meanwhile stays so. */
const bind = (attachmentId: string, conversationId: string): Write =>
  update(attachmentItem, keys.attachment(attachmentId), { set: { conversationId } }, IF_THERE);

/** The items go last: they are what leads to the octets. */
async function forget({ s3, bucket, items }: AttachmentPlaces, ids: string[]): Promise<void> {
  for (const id of ids) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: attachmentKey(id) }));
  }
  await items.removeMany(ids.map(keys.attachment));
}

/** An upload is looked for first: a claim copies it before it deletes it. */
const storedSize = async (places: AttachmentPlaces, id: string): Promise<number | undefined> =>
  (await objectSize(places, uploadKey(id))) ?? (await objectSize(places, attachmentKey(id)));

const keyOf = ({ attachmentId, state }: Upload): string =>
  state === 'waiting' ? uploadKey(attachmentId) : attachmentKey(attachmentId);

/** Files of both ways: mails' by streams, the chat's by presigned URLs (S14). */
export function createAttachmentStore(
  s3: S3Client,
  bucket: string,
  items: ItemStore,
): AttachmentStore & UploadStore {
  const places = { s3, bucket, items };
  return {
    store: (attachment, content) => store(places, attachment, content),
    bind: async (ids, conversationId) => {
      for (const id of ids) await items.write(bind(id, conversationId));
    },
    forget: (ids) => forget(places, ids),
    find: (id) => items.get(attachmentItem, keys.attachment(id)),
    begin: async (upload) => {
      // the same call again: it began before
      await items.write(put(attachmentItem, keys.attachment(upload.attachmentId), upload, IF_NEW));
    },
    storedSize: (id) => storedSize(places, id),
    claim: (uploads, conversationId) => claimUploads(places, uploads, conversationId),
    uploadUrl: ({ attachmentId, contentType, size }) =>
      getSignedUrl(
        s3,
        new PutObjectCommand({
          Bucket: bucket,
          Key: uploadKey(attachmentId),
          ContentType: contentType,
          ContentLength: size,
        }),
        {
          expiresIn: UPLOAD_URL_SECONDS,
          signableHeaders: new Set(['host', 'content-type', 'content-length']),
        },
      ),
    downloadUrl: (attachment) =>
      getSignedUrl(
        s3,
        new GetObjectCommand({
          Bucket: bucket,
          Key: keyOf(attachment),
          ResponseContentDisposition: contentDisposition(attachment.filename),
          ResponseContentType: servedType(attachment),
          ResponseCacheControl: 'private, no-store',
        }),
        { expiresIn: DOWNLOAD_URL_SECONDS },
      ),
  };
}
