import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Lambda reads the code when the function is created or changed, so that it must be in the bucket. Uploaded code is in CDK's folder. */
export async function findBundle(
  storage: S3Client,
  assembly: string,
  { S3Bucket, S3Key }: { S3Bucket: string; S3Key: string },
): Promise<string> {
  await storage.send(new HeadObjectCommand({ Bucket: S3Bucket, Key: S3Key }));
  const folder = join(assembly, `asset.${S3Key.split('/').at(-1)?.replace('.zip', '')}`);
  const bundle = ['index.mjs', 'index.js'].map((file) => join(folder, file)).find(existsSync);
  return bundle ?? folder;
}

/** Code in the template is Lambda's `index.py`; CDK has only Python there. */
export function writeInline(folder: string, code: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.py'), code);
  return folder;
}
