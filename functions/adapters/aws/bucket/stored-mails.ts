import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { mailIdOfKey } from './raw-mail-store.ts';

/** Raw mail lies below these, in this order. */
const PREFIXES = ['inbound/', 'polled/'] as const;
/** Not a mail: SES writes it when a receipt rule is made. */
const SETUP_NOTIFICATION = /AMAZON_SES_SETUP_NOTIFICATION$/;

interface StoredMail {
  mailId: string;
  key: string;
  storedAt: number;
}

/** Raw mails in the order of their keys, page by page; the mark is the last key that was seen. */
export function createStoredMails(s3: S3Client, bucket: string) {
  return {
    async list(after: string | undefined): Promise<{ mails: StoredMail[]; mark?: string }> {
      const prefix = PREFIXES.find((candidate) => after?.startsWith(candidate)) ?? PREFIXES[0];
      const { Contents = [], IsTruncated } = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, StartAfter: after }),
      );
      const mails = Contents.flatMap(({ Key, LastModified }) =>
        Key === undefined || SETUP_NOTIFICATION.test(Key)
          ? []
          : [{ mailId: mailIdOfKey(Key), key: Key, storedAt: LastModified?.getTime() ?? 0 }],
      );
      const mark = IsTruncated ? Contents.at(-1)?.Key : PREFIXES[PREFIXES.indexOf(prefix) + 1];
      return { mails, ...(mark !== undefined && { mark }) };
    },
  };
}

/** Where reconcile stopped. */
export function createReconcileMark({ client, name }: Table) {
  const Key = keys.reconcileMark();
  return {
    async read(): Promise<string | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName: name, Key }));
      return Item?.mark as string | undefined;
    },
    async write(mark: string | undefined): Promise<void> {
      await client.send(new PutCommand({ TableName: name, Item: { ...Key, mark } }));
    },
  };
}

/** Notes of mails that were queued again are of no use once the raw mail may be gone. */
const TRIES_KEPT_SECONDS = 90 * 24 * 3600;

/** Keeps a mail that nothing helps from going round without end. */
export function createRequeueTries({ client, name }: Table) {
  return {
    /** Whether the mail may be queued again now; if so, not before `nextAtMs` once more. */
    async claim(mailId: string, nowMs: number, nextAtMs: number): Promise<boolean> {
      try {
        await client.send(
          new PutCommand({
            TableName: name,
            Item: {
              ...keys.requeueTry(mailId),
              nextAtMs,
              expiresAt: Math.floor(nowMs / 1000) + TRIES_KEPT_SECONDS,
            },
            ConditionExpression: 'attribute_not_exists(pk) OR nextAtMs <= :now',
            ExpressionAttributeValues: { ':now': nowMs },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
