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

/** Every function that reads may list the bucket, so that S3 says 404 of a missing object. Of one whose KMS key we may not use it says 403. */
const isGone = (error: unknown) =>
  error instanceof S3ServiceException &&
  error.$metadata.httpStatusCode === 404 &&
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
