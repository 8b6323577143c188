import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Bodies of messages that are too long for an item, as JSON. */
export interface LongBodies {
  put(key: string, body: string): Promise<void>;
  get(key: string): Promise<string>;
}

export const bodyKey = (name: string) => `bodies/${name}`;

/** Named for its mail: whoever dies before the message is written is followed by a try that writes the same body, and the mail leads an erasure to it. */
export const bodyKeyOfMail = (conversationId: string, mailId: string) =>
  bodyKey(`${conversationId}-${mailId}`);

export const createLongBodies = (s3: S3Client, Bucket: string): LongBodies => ({
  async put(Key, Body) {
    const ContentType = 'application/json';
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
  },
  async get(Key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  },
});
