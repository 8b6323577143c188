import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { readObject } from './objects.ts';

/** Message bodies that are too long for an item, as JSON. */
export interface LongBodies {
  put(key: string, body: string): Promise<void>;
  /** Undefined: there is none. */
  get(key: string): Promise<string | undefined>;
}

export const bodyKey = (name: string) => `bodies/${name}`;

/** Named after the mail: a retry after a killed try overwrites the same object, and an erasure finds it through the mail. */
export const bodyKeyOfMail = (conversationId: string, mailId: string) =>
  bodyKey(`${conversationId}-${mailId}`);

export const createLongBodies = (s3: S3Client, Bucket: string): LongBodies => ({
  async put(Key, Body) {
    const ContentType = 'application/json';
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
  },
  get: async (Key) => (await readObject({ s3, bucket: Bucket }, Key))?.toString('utf8'),
});
