import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { RawMailLinks, RawMailStore } from '../../../steps/receiving/ports.ts';
import { answerUnless } from '../answer-unless.ts';
import { objectSize } from './objects.ts';
import { WHOLE_BYTES } from './polled-mail-store.ts';

/** A mail's id is its key with the slash as a dash: record and octets lead to each other without a look-up. */
export const mailIdOfKey = (key: string) => key.replace('/', '-');

export const keyOfMailId = (mailId: string) => mailId.replace('-', '/');

/** SES writes such an object when a receipt rule is made: it is no mail. */
export const isSetupNotification = (key: string) => key.endsWith('AMAZON_SES_SETUP_NOTIFICATION');

/** The prefixes that hold raw mail; ids with any other are nobody's. */
const RAW_MAIL_ID = /^(inbound|polled)-[\w.=+-]{1,200}$/;

/** Raw mails in the bucket. Finding one opens it: most are read once, and a look at it first would be a request of its own. */
export function createRawMailStore(s3: S3Client, bucket: string): RawMailStore {
  const get = (Key: string) => s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return {
    async find(mailId) {
      if (!RAW_MAIL_ID.test(mailId)) return undefined;
      const key = keyOfMailId(mailId);
      const object = await answerUnless(['NoSuchKey'], get(key));
      if (!object) return undefined;
      const { Metadata: metadata = {} } = object;
      let unread: GetObjectCommandOutput | undefined = object;
      return {
        mailId,
        ...(metadata[WHOLE_BYTES] && { isHeaderOnly: true }),
        ...(metadata.mailbox && { mailbox: metadata.mailbox }),
        open: async () => {
          const { Body } = unread ?? (await get(key));
          unread = undefined;
          if (!(Body instanceof Readable)) throw new Error(`S3 gave no stream for ${key}`);
          return Body;
        },
      };
    },
    isThere: async (mailId) =>
      RAW_MAIL_ID.test(mailId) &&
      (await objectSize({ s3, bucket }, keyOfMailId(mailId))) !== undefined,
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
