import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StorageEngine, startStorage } from '../../../local/engines/storage-engine.ts';

const MEGABYTE = 1024 * 1024;
let folder: string;
let storage: StorageEngine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storage-'));
  storage = await startStorage(join(folder, 'objects'), folder);
});
afterEach(async () => {
  await storage.stop();
  rmSync(folder, { recursive: true, force: true });
});

function client(): S3Client {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new S3Client({ endpoint: storage.endpoint, region: 'eu-west-1', credentials });
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('startStorage', () => {
  it('stores and returns a file of 30 MB by presigned links, unchanged', async () => {
    storage.objects.createBucket('mail');
    const bytes = randomBytes(30 * MEGABYTE);
    const target = { Bucket: 'mail', Key: 'attachments/a b.pdf' };
    const upload = await getSignedUrl(
      client(),
      new PutObjectCommand({ ...target, ContentType: 'application/pdf' }),
    );
    const put = await fetch(upload, {
      method: 'PUT',
      headers: { 'content-type': 'application/pdf' },
      body: bytes,
    });
    expect(put.status).toBe(200);
    const download = await fetch(await getSignedUrl(client(), new GetObjectCommand(target)));
    expect(download.headers.get('content-type')).toBe('application/pdf');
    expect(hash(new Uint8Array(await download.arrayBuffer()))).toBe(hash(bytes));
  });

  it('answers a presigned download with the headers that the link asks for', async () => {
    storage.objects.createBucket('mail');
    const target = { Bucket: 'mail', Key: 'attachments/page' };
    await client().send(new PutObjectCommand({ ...target, Body: '<p>', ContentType: 'text/html' }));
    const overrides = {
      ResponseContentType: 'application/octet-stream',
      ResponseContentDisposition: 'attachment; filename="page.html"',
    };
    const answer = await fetch(
      await getSignedUrl(client(), new GetObjectCommand({ ...target, ...overrides })),
    );
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="page.html"');
  });

  it('refuses an expired presigned link', async () => {
    storage.objects.createBucket('mail');
    const target = { Bucket: 'mail', Key: 'attachments/page' };
    await client().send(new PutObjectCommand({ ...target, Body: 'x' }));
    const signingDate = new Date(Date.now() - 120_000);
    const link = await getSignedUrl(client(), new GetObjectCommand(target), {
      expiresIn: 60,
      signingDate,
    });
    expect((await fetch(link)).status).toBe(403);
  });

  it('delays a service’s message as its queue says', () => {
    const [slow, quick] = [
      storage.createQueue('slow', { DelaySeconds: '900' }),
      storage.createQueue('quick', {}),
    ];
    for (const queue of [slow, quick]) storage.send(queue, 'a mail was stored');
    expect([slow.messages.length, slow.delayedMessages.length]).toEqual([0, 1]);
    expect([quick.messages.length, quick.delayedMessages.length]).toEqual([1, 0]);
  });

  it('refuses a delay of more than 900 seconds, as SQS does', async () => {
    const { url: QueueUrl } = storage.createQueue('delayed', {});
    const { endpoint } = storage;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const sqs = new SQSClient({ endpoint, region: 'eu-west-1', credentials });
    const send = (DelaySeconds: number) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds }));
    await send(900);
    await expect(send(901)).rejects.toThrow('DelaySeconds must be >= 0 and <= 900');
  });

  it('restores what a former run left in a queue, in flight or not', async () => {
    const queue = storage.createQueue('work', { VisibilityTimeout: '300' });
    storage.send(queue, 'waiting');
    storage.send(queue, 'in flight');
    queue.dequeue(1, undefined, () => undefined);
    await storage.stop();
    storage = await startStorage(join(folder, 'objects'), folder);
    const again = storage.createQueue('work', { VisibilityTimeout: '300' });
    expect(again.messages.map(({ body }) => body).sort()).toEqual(['in flight', 'waiting']);
  });

  it('listens only on 127.0.0.1', () => {
    expect(storage.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});
