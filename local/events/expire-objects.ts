import {
  DeleteObjectsCommand,
  type ObjectIdentifier,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';

/** A lifecycle rule of a bucket: objects under the prefix expire after this many days. */
export interface ExpirationRule {
  prefix: string;
  days: number;
}

const DAY_MS = 86_400_000;
/**
 * The engine deletes files one after the other and answers nobody meanwhile. Thousands at once would make the functions' calls time out.
 */
const REMOVED_AT_ONCE = 50;

/** Plays a bucket's lifecycle: an object is deleted at the first midnight (UTC) after its days. */
export async function expireObjects(
  client: S3Client,
  bucketName: string,
  rules: ExpirationRule[],
): Promise<void> {
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  for (const { prefix, days } of rules) {
    const input = { Bucket: bucketName, Prefix: prefix };
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, input)) {
      const gone = Contents.filter(
        ({ LastModified }) => (LastModified?.getTime() ?? midnight) + days * DAY_MS < midnight,
      );
      await remove(client, bucketName, gone as ObjectIdentifier[]);
    }
  }
}

async function remove(client: S3Client, Bucket: string, objects: ObjectIdentifier[]) {
  const keys = objects.map(({ Key }) => ({ Key }));
  for (let begin = 0; begin < keys.length; begin += REMOVED_AT_ONCE) {
    const Objects = keys.slice(begin, begin + REMOVED_AT_ONCE);
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
  }
}
