import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { answerUnless } from '../answer-unless.ts';

export const attachmentKey = (attachmentId: string) => `attachments/${attachmentId}`;

/** Where a file stays until a message uses it: a later PUT there cannot change a file that people have seen. */
export const uploadKey = (attachmentId: string) => `uploads/${attachmentId}`;

/** A bucket and its client. */
export interface ObjectStorage {
  s3: S3Client;
  bucket: string;
}

/** Without the right to list the bucket, S3 answers 403 for a missing object. */
const isGone = (error: unknown) =>
  error instanceof S3ServiceException &&
  [403, 404].includes(error.$metadata.httpStatusCode ?? 0) &&
  error.name !== 'NoSuchBucket';

/** The octets; undefined: no such object. */
export async function readObject(
  { s3, bucket }: ObjectStorage,
  Key: string,
): Promise<Buffer | undefined> {
  const object = await answerUnless(isGone, s3.send(new GetObjectCommand({ Bucket: bucket, Key })));
  return object?.Body && Buffer.from(await object.Body.transformToByteArray());
}

/** Size in octets; undefined: no such object. */
export async function objectSize(
  { s3, bucket }: ObjectStorage,
  Key: string,
): Promise<number | undefined> {
  const head = await answerUnless(isGone, s3.send(new HeadObjectCommand({ Bucket: bucket, Key })));
  return head?.ContentLength;
}

export async function deleteObject({ s3, bucket }: ObjectStorage, Key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}
