import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { RawMailLinks, RawMailStore } from '../../../steps/receiving/reading/ports.ts';
import { answerUnless } from '../answer-unless.ts';
import { objectSize } from './objects.ts';
import { WHOLE_BYTES } from './polled-mail-store.ts';

/** A mailId is the object's key with the slash as a dash, so that record and object lead to each other without a look-up. */
export const mailIdOfKey = (key: string) => key.replace('/', '-');

export const keyOfMailId = (mailId: string) => mailId.replace('-', '/');

/** SES writes this object when a receipt rule is created: it is no mail. */
export const isSetupNotification = (key: string) => key.endsWith('AMAZON_SES_SETUP_NOTIFICATION');

/** Only these prefixes hold raw mail; other ids name no mail. */
const RAW_MAIL_ID = /^(inbound|polled)-[\w.=+-]{1,200}$/;

/**
 * Raw mails in the bucket. `find` opens the object at once, because most mails are read once, and a HEAD first would be one more request.
 */
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

/** For people who look at one mail: enough time to click. */
const RAW_MAIL_URL_SECONDS = 300;

/** Presigned URLs of raw mails, for those who may read all of them. The browser saves the file and never shows it. */
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
