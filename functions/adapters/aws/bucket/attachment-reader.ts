import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { AttachmentReader } from '../../../steps/notifying/ports.ts';
import { attachmentKey } from './attachment-object.ts';

/** Files as octets, for mails: only files below the limit of attaching are asked for. */
export function createAttachmentReader(s3: S3Client, bucket: string): AttachmentReader {
  return {
    async read(attachmentId) {
      try {
        const { Body } = await s3.send(
          new GetObjectCommand({ Bucket: bucket, Key: attachmentKey(attachmentId) }),
        );
        return Body && Buffer.from(await Body.transformToByteArray());
      } catch (error) {
        const isGone =
          error instanceof NoSuchKey || (error instanceof Error && error.name === 'AccessDenied');
        if (isGone) return undefined;
        throw error;
      }
    },
  };
}
