import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ItemStore } from '../table/item-store.ts';

export const attachmentKey = (attachmentId: string) => `attachments/${attachmentId}`;

/** Where a file waits until a message uses it: what is put here later changes no file that somebody saw. */
export const uploadKey = (attachmentId: string) => `uploads/${attachmentId}`;

/** Where objects lie. */
export interface ObjectPlace {
  s3: S3Client;
  bucket: string;
}

/** Where what lies in the bucket is written down. */
export interface FilePlaces extends ObjectPlace {
  items: ItemStore;
}

/** Who may not list the bucket is answered 403 for an object that is not there. */
const isGone = (error: unknown) =>
  error instanceof S3ServiceException &&
  [403, 404].includes(error.$metadata.httpStatusCode ?? 0) &&
  error.name !== 'NoSuchBucket';

/** What the answer says; undefined: there is no such object. */
async function ifThere<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** The octets; undefined: there is no such object. */
export async function readObject(
  { s3, bucket }: ObjectPlace,
  Key: string,
): Promise<Buffer | undefined> {
  const object = await ifThere(s3.send(new GetObjectCommand({ Bucket: bucket, Key })));
  return object?.Body && Buffer.from(await object.Body.transformToByteArray());
}

/** Octets of an object; undefined: there is none. */
export async function objectSize(
  { s3, bucket }: ObjectPlace,
  Key: string,
): Promise<number | undefined> {
  const head = await ifThere(s3.send(new HeadObjectCommand({ Bucket: bucket, Key })));
  return head?.ContentLength;
}

export async function deleteObject({ s3, bucket }: ObjectPlace, Key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}
