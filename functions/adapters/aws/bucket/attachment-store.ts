import type { Readable } from 'node:stream';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Upload as StreamUpload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { MessageAttachment } from '../../../conversations/conversation.ts';
import type { Upload, UploadStore } from '../../../steps/chatting/ports.ts';
import type { AttachmentStore } from '../../../steps/receiving/ports.ts';
import {
  attachmentItem,
  attachmentKey,
  contentDisposition,
  readUpload,
  servedType,
  uploadKey,
} from '../table/chatting/attachment-items.ts';
import { type AttachmentPlaces, claimUploads } from '../table/chatting/claim-uploads.ts';
import { deleteItems } from '../table/delete-items.ts';
import { keys } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { objectSize } from './object-size.ts';

/** Time to begin an upload. */
export const UPLOAD_URL_SECONDS = 900;
/** Redirects are followed at once. */
export const DOWNLOAD_URL_SECONDS = 60;
/** An upload that no message uses is forgotten after a day. */
const WAITING_SECONDS = 86_400;

/** A client whose presigned URLs hold nothing but what we sign: no checksum that the uploader would have to send. */
export const openUploadS3 = () =>
  new S3Client({
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

async function store(
  { s3, bucket, table }: AttachmentPlaces,
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
  await table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: attachmentItem({ ...attachment, state: 'stored' }),
    }),
  );
}

async function find(
  { table }: AttachmentPlaces,
  attachmentId: string,
): Promise<Upload | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: keys.attachment(attachmentId),
      ConsistentRead: true,
    }),
  );
  return Item && readUpload(Item);
}

async function bind(
  { table }: AttachmentPlaces,
  attachmentId: string,
  conversationId: string,
): Promise<void> {
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.attachment(attachmentId),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'SET conversationId = :id',
        ExpressionAttributeValues: { ':id': conversationId },
      }),
    );
  } catch (error) {
    // erased meanwhile
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** The items go last: they are what leads to the octets. */
async function forget({ s3, bucket, table }: AttachmentPlaces, ids: string[]): Promise<void> {
  for (const id of ids) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: attachmentKey(id) }));
  }
  await deleteItems(table, ids.map(keys.attachment));
}

async function begin({ table }: AttachmentPlaces, upload: Upload, nowMs: number): Promise<void> {
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: {
          ...attachmentItem(upload),
          expiresAt: Math.floor(nowMs / 1000) + WAITING_SECONDS,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    // the same call again: it began before
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
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
  table: Table,
): AttachmentStore & UploadStore {
  const places = { s3, bucket, table };
  return {
    store: (attachment, content) => store(places, attachment, content),
    bind: async (ids, conversationId) => {
      for (const id of ids) await bind(places, id, conversationId);
    },
    forget: (ids) => forget(places, ids),
    find: (id) => find(places, id),
    begin: (upload, nowMs) => begin(places, upload, nowMs),
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
