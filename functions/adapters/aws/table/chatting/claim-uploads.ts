import { CopyObjectCommand, DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Upload } from '../../../../steps/chatting/ports.ts';
import { objectSize } from '../../bucket/object-size.ts';
import { keys } from '../keys.ts';
import { failedConditions, type Table } from '../table.ts';
import { type TransactionItem, writeTransaction } from '../write-transaction.ts';
import { attachmentKey, contentDisposition, servedType, uploadKey } from './attachment-items.ts';

export interface AttachmentPlaces {
  s3: S3Client;
  bucket: string;
  table: Table;
}

/** Binds all uploads to the conversation, or none; gives the index of one that cannot be bound. A second call does no harm. */
export async function claimUploads(
  places: AttachmentPlaces,
  uploads: Upload[],
  conversationId: string,
): Promise<number | undefined> {
  if (uploads.length === 0) return undefined;
  const { table } = places;
  try {
    await writeTransaction(
      table,
      uploads.map(({ attachmentId }) => bindItem(table.name, attachmentId, conversationId)),
    );
  } catch (error) {
    const [index] = failedConditions(error) ?? [];
    if (index === undefined) throw error;
    return index;
  }
  for (const upload of uploads) await seal(places, upload);
  return undefined;
}

const bindItem = (tableName: string, id: string, conversationId: string): TransactionItem => ({
  Update: {
    TableName: tableName,
    Key: keys.attachment(id),
    ConditionExpression:
      'attribute_exists(pk) AND (attribute_not_exists(conversationId) OR conversationId = :id)',
    UpdateExpression: 'SET conversationId = :id, #state = :stored REMOVE expiresAt',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':id': conversationId, ':stored': 'stored' },
  },
});

/**
 * The octets leave the uploads, where the uploader can still write for a while, and are the file from here on. What stands among the files
 * already stays: the call is a second one.
 */
async function seal(places: AttachmentPlaces, upload: Upload): Promise<void> {
  const { s3, bucket } = places;
  const isSealed = await objectSize(places, attachmentKey(upload.attachmentId));
  if (isSealed === undefined) await copyOnce(places, upload);
  const Key = uploadKey(upload.attachmentId);
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}

/** The object itself says that it is a file to be saved, whatever the uploader said of it (S14). */
async function copyOnce(places: AttachmentPlaces, upload: Upload): Promise<void> {
  const { s3, bucket } = places;
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
    // a call at the same time was faster
    if ((await objectSize(places, Key)) === undefined) throw error;
  }
}
