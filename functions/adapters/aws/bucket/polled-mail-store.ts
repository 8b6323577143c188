import { buffer } from 'node:stream/consumers';
import { PutObjectCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { PolledMailStore, SpooledMail } from '../../../steps/polling/ports.ts';

/** Stands beside a header alone: the mail itself was too large to be taken. */
export const WHOLE_BYTES = 'whole-bytes';

/** Parts of this size are in memory, one at a time. */
const PART_BYTES = 5 * 1024 * 1024;

/** A small mail goes up in one piece, which the client can try again by itself; a large one in parts. */
async function upload(s3: S3Client, mail: SpooledMail, params: PutObjectCommandInput) {
  if (mail.sizeBytes < PART_BYTES) {
    await s3.send(new PutObjectCommand({ ...params, Body: await buffer(mail.open()) }));
    return;
  }
  const body = { ...params, Body: mail.open() };
  await new Upload({ client: s3, queueSize: 1, partSize: PART_BYTES, params: body }).done();
}

/** Raw mail from mailboxes, at `polled/<id>` with the mailbox's name beside it. */
export function createPolledMailStore(s3: S3Client, bucket: string): PolledMailStore {
  return {
    async put(id, mailbox, mail) {
      const key = `polled/${id}`;
      await upload(s3, mail, {
        Bucket: bucket,
        Key: key,
        ContentType: 'message/rfc822',
        Metadata: {
          mailbox,
          ...(mail.wholeBytes !== undefined && { [WHOLE_BYTES]: String(mail.wholeBytes) }),
        },
      });
      return key;
    },
  };
}
