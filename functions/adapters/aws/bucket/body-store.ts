import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { readAs } from '../read-as.ts';
import { type Body, bodySchema } from '../table/items/conversation-items.ts';

/** Bodies longer than this lie in the bucket: an item holds 400 KB at most, and short items are quick to list. */
const MAX_ITEM_BODY_BYTES = 100_000;

export interface LongBodies {
  /** Stores a body that is too long for an item under `name` and gives its key; undefined: it fits. */
  putIfLong(name: string, body: Body): Promise<string | undefined>;
  get(key: string): Promise<Body>;
}

export const bodyKey = (name: string) => `bodies/${name}`;

/** Named for its mail: whoever dies before the message is written is followed by a try that writes the same body, and the mail leads an erasure to it. */
export const bodyNameOfMail = (conversationId: string, mailId: string) =>
  `${conversationId}-${mailId}`;

const octets = (text: string | undefined) => (text ? Buffer.byteLength(text) : 0);

export function createLongBodies(s3: S3Client, bucket: string): LongBodies {
  return {
    async putIfLong(name, body) {
      const { text, html, elided, attachments } = body;
      const size =
        octets(text) + octets(html) + octets(elided) + octets(JSON.stringify(attachments));
      if (size <= MAX_ITEM_BODY_BYTES) return undefined;
      const key = bodyKey(name);
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: JSON.stringify(body),
          ContentType: 'application/json',
        }),
      );
      return key;
    },
    async get(key) {
      const { Body: stored } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return readAs(
        bodySchema,
        JSON.parse((await stored?.transformToString()) ?? '{}'),
        'body of a message',
      );
    },
  };
}
