import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { PolledMailStore } from '../../../steps/polling/ports.ts';

/** Metadata of an object that is only a header: the size of the mail, which was too large to be fetched. */
export const WHOLE_BYTES = 'whole-bytes';

/** Raw mail from mailboxes, at `polled/<id>`, with the mailbox's name as metadata. */
export const createPolledMailStore = (s3: S3Client, Bucket: string): PolledMailStore => ({
  async put(id, mailbox, { wholeBytes, spooledBytes, open }) {
    const Key = `polled/${id}`;
    const Metadata = {
      mailbox,
      ...(wholeBytes !== undefined && { [WHOLE_BYTES]: String(wholeBytes) }),
    };
    const params = {
      Bucket,
      Key,
      ContentType: 'message/rfc822',
      ContentLength: spooledBytes,
      Metadata,
      Body: open(),
    };
    // parts of 5 MB, one at a time in memory; a smaller mail is one PUT
    await new Upload({ client: s3, queueSize: 1, params }).done();
    return Key;
  },
});
