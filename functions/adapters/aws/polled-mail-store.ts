import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { PolledMailStore } from '../../steps/mailbox-ports.ts';

/** Parts of this size are in memory, one at a time; smaller mails go up in one piece. */
const PART_BYTES = 5 * 1024 * 1024;

/** Raw mail from mailboxes, streamed to `polled/<id>` with the mailbox's name beside it. */
export function createPolledMailStore(s3: S3Client, bucket: string): PolledMailStore {
  return {
    async put(id, mailbox, mail) {
      const key = `polled/${id}`;
      const upload = new Upload({
        client: s3,
        queueSize: 1,
        partSize: PART_BYTES,
        params: {
          Bucket: bucket,
          Key: key,
          Body: mail.open(),
          ContentType: 'message/rfc822',
          Metadata: { mailbox },
        },
      });
      await upload.done();
      return key;
    },
  };
}
