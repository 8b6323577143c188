import { HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';

/** Octets of an object; undefined: there is none. */
export async function objectSize(
  { s3, bucket }: { s3: S3Client; bucket: string },
  Key: string,
): Promise<number | undefined> {
  try {
    const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
    return ContentLength;
  } catch (error) {
    // without s3:ListBucket S3 answers 403 for what is not there
    const isGone = error instanceof NotFound || (error as Error).name === '403';
    if (isGone) return undefined;
    throw error;
  }
}
