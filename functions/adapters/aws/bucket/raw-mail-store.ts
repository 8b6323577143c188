import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { RawMailLinks, RawMailStore } from '../../../steps/receiving/ports.ts';
import { WHOLE_BYTES } from './polled-mail-store.ts';

/** A mail's id is its key with the slash as a dash: record and octets lead to each other without a look-up. */
export const mailIdOfKey = (key: string) => key.replace('/', '-');

export const keyOfMailId = (mailId: string) => mailId.replace('-', '/');

/** The prefixes that hold raw mail; ids with any other are nobody's. */
const RAW_MAIL_ID = /^(inbound|polled)-[\w.=+-]{1,200}$/;

/** Raw mails in the bucket. */
export function createRawMailStore(s3: S3Client, bucket: string): RawMailStore {
  return {
    async find(mailId) {
      if (!RAW_MAIL_ID.test(mailId)) return undefined;
      const Key = keyOfMailId(mailId);
      const head = await s3
        .send(new HeadObjectCommand({ Bucket: bucket, Key }))
        .catch((error: unknown) => {
          if (error instanceof NotFound) return undefined;
          throw error;
        });
      if (!head) return undefined;
      return {
        mailId,
        size: head.ContentLength ?? 0,
        receivedAt: (head.LastModified ?? new Date(0)).toISOString(),
        ...(head.Metadata?.[WHOLE_BYTES] && { isHeaderOnly: true }),
        ...(head.Metadata?.mailbox && { mailbox: head.Metadata.mailbox }),
        open: async () => {
          const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
          if (!(Body instanceof Readable)) throw new Error(`S3 gave no stream for ${Key}`);
          return Body;
        },
      };
    },
  };
}

/** For people who look at one mail: time to click. */
const RAW_MAIL_URL_SECONDS = 300;

/** Links to raw mails, for those who may read all of them; saved as a file and never shown by a browser. */
export function createRawMailLinks(s3: S3Client, bucket: string): RawMailLinks {
  return {
    urlOf: (mailId) =>
      getSignedUrl(
        s3,
        new GetObjectCommand({
          Bucket: bucket,
          Key: keyOfMailId(mailId),
          ResponseContentDisposition: `attachment; filename="${mailId}.eml"`,
          ResponseContentType: 'message/rfc822',
          ResponseCacheControl: 'private, no-store',
        }),
        { expiresIn: RAW_MAIL_URL_SECONDS },
      ),
  };
}
