import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Bodies longer than this lie in the bucket: an item holds 400 KB at most, and short items are quick to list. */
export const MAX_ITEM_BODY_BYTES = 100_000;

/** The long fields of a message. */
export interface Body {
  text: string;
  html?: string;
  elided?: string;
}

export interface LongBodies {
  /** Stores a body that is too long for an item and gives its key; undefined: it fits. */
  putIfLong(messageId: string, body: Body): Promise<string | undefined>;
  get(key: string): Promise<Body>;
}

const octets = (text: string | undefined) => (text ? Buffer.byteLength(text) : 0);

export function createLongBodies(s3: S3Client, bucket: string): LongBodies {
  return {
    async putIfLong(messageId, body) {
      const size = octets(body.text) + octets(body.html) + octets(body.elided);
      if (size <= MAX_ITEM_BODY_BYTES) return undefined;
      const key = `bodies/${messageId}`;
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
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return JSON.parse((await Body?.transformToString()) ?? '{}') as Body;
    },
  };
}
