import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAttachmentStore } from '../../../../../functions/adapters/aws/table/files/attachment-store.ts';
import { sweepFiles } from '../../../../../functions/adapters/aws/table/files/forget-files.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import type { Upload } from '../../../../../functions/steps/chatting/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const { aws, table } = await awsOfFile();
let store: ReturnType<typeof createAttachmentStore>;

beforeAll(async () => {
  const s3 = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: aws.endpoints.fauxqs,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  store = createAttachmentStore(s3, aws.bucket, table);
});

const mailId = 'inbound-p';
const planOf = (now: number, conversationId = '1000') => ({
  attachmentIds: ['p1', 'p2'],
  conversationId,
  now,
});

const upload = (attachmentId: string): Upload => ({
  attachmentId,
  filename: 'note.txt',
  contentType: 'text/plain',
  size: 5,
  inline: false,
  state: 'waiting',
});

async function objects(): Promise<(string | undefined)[]> {
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.bucket }));
  return Contents.map(({ Key }) => Key);
}

async function put(attachmentId: string, body = 'hello'): Promise<Upload> {
  await store.begin(upload(attachmentId), Date.now());
  await fetch(await store.uploadUrl(upload(attachmentId)), {
    method: 'PUT',
    headers: { 'content-type': 'text/plain' },
    body,
  });
  return upload(attachmentId);
}

describe('uploadUrl', () => {
  it('signs type and size, and no checksum', async () => {
    const url = new URL(await store.uploadUrl(upload('a1')));
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
    expect(url.href).not.toMatch(/checksum/i);
  });
});

describe('claim', () => {
  it('binds an upload to one conversation, however often it is called', async () => {
    const begun = await put('c1');
    expect(await store.claim([begun], '1000')).toBeUndefined();
    expect(await store.claim([begun], '1000')).toBeUndefined();
    expect(await store.claim([begun], '1001')).toBe(0);
    expect(await store.find('c1')).toMatchObject({ conversationId: '1000', state: 'stored' });
  });

  it('binds none if one belongs to another conversation, and says which (S19)', async () => {
    const [free, taken] = [await put('c2'), await put('c3')];
    await store.claim([taken], '1001');
    expect(await store.claim([free, taken], '1000')).toBe(1);
    expect(await store.find('c2')).toEqual(free);
  });

  it('moves the octets from the uploads to the files, unaffected by later uploads (S14)', async () => {
    const begun = await put('c4');
    expect(await objects()).toContain('uploads/c4');
    await store.claim([begun], '1000');
    expect(await objects()).toContain('attachments/c4');
    expect(await objects()).not.toContain('uploads/c4');
    await put('c4', 'other');
    await store.claim([begun], '1000');
    const file = await fetch(await store.downloadUrl({ ...begun, state: 'stored' }));
    expect(await file.text()).toBe('hello');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="note.txt"/);
    expect(await objects()).not.toContain('uploads/c4');
  });

  it('continues a call that was killed between binding and moving', async () => {
    const begun = await put('c5');
    await store.claim([begun], '1000');
    await put('c6');
    await aws.s3.send(
      new CopyObjectCommand({
        Bucket: aws.bucket,
        Key: 'uploads/c5',
        CopySource: `${aws.bucket}/uploads/c6`,
      }),
    );
    await aws.s3.send(new DeleteObjectCommand({ Bucket: aws.bucket, Key: 'attachments/c5' }));
    expect(await store.storedSize('c5')).toBe(5);
    expect(await store.claim([begun], '1000')).toBeUndefined();
    expect(await objects()).toContain('attachments/c5');
  });

  it('links the conversation to the file once, so that a late try leaves no link (S19)', async () => {
    const begun = await put('c8');
    await store.claim([begun], '1000');
    const link = keys.claimedFile('1000', 'c8');
    expect(await table.has(link)).toBe(true);
    // what the message's transaction does
    await table.remove(link);
    expect(await store.claim([begun, await put('c9')], '1000')).toBeUndefined();
    expect(await table.has(link)).toBe(false);
    expect(await table.has(keys.claimedFile('1000', 'c9'))).toBe(true);
  });

  it('gives concurrent calls the same result', async () => {
    const begun = await put('c7');
    const claims = [1, 2, 3].map(() => store.claim([begun], '1000'));
    expect(await Promise.all(claims)).toEqual([undefined, undefined, undefined]);
    expect(await store.storedSize('c7')).toBe(5);
  });

  it('finds no upload that was never begun', async () => {
    expect(await store.claim([upload('never')], '1000')).toBe(0);
  });
});

describe('store', () => {
  it('stores the octets of a mail under the id, also when repeated', async () => {
    const attachment = { ...upload('m1'), state: 'stored' as const, conversationId: '1000' };
    await store.store(attachment, Readable.from([Buffer.from([0, 255, 13, 10, 7])]));
    await store.store(attachment, Readable.from([Buffer.from([0, 255, 13, 10, 7])]));
    expect(await store.storedSize('m1')).toBe(5);
    const file = await fetch(await store.downloadUrl(attachment));
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([0, 255, 13, 10, 7]);
  });

  it('serves an upload that no message uses yet', async () => {
    const file = await fetch(await store.downloadUrl(await put('w1')));
    expect(await file.text()).toBe('hello');
  });

  it('finds nothing under an unknown id', async () => {
    expect(await store.storedSize('nothing')).toBeUndefined();
    expect(await store.find('nothing')).toBeUndefined();
  });
});

describe('forget', () => {
  it('leaves neither octets nor item, however often it is called (S19)', async () => {
    const content = () => Readable.from([Buffer.from('hello')]);
    for (const id of ['f1', 'f2', 'f3']) {
      await store.store({ ...upload(id), conversationId: '1000' }, content());
    }
    await store.forget(['f1', 'f2'], '1000');
    await store.forget(['f1', 'f2'], '1000');
    expect(await store.find('f1')).toBeUndefined();
    expect(await objects()).not.toContain('attachments/f2');
    expect(await store.storedSize('f3')).toBe(5);
  });
});

describe('plan', () => {
  it('gives a further try the files that are already stored for the conversation (S14)', async () => {
    expect(await store.plan(mailId, planOf(1000))).toEqual(new Set());
    const empty = { ...upload('p1'), size: 0, conversationId: '1000' };
    await store.store(empty, Readable.from([Buffer.alloc(0)]));
    expect(await store.plan(mailId, planOf(1001))).toEqual(new Set(['p1']));
    expect(await store.plan(mailId, planOf(1002, '1001'))).toEqual(new Set());
    expect(await store.isPlanned(mailId)).toBe(true);
  });
});

describe('sweepFiles', () => {
  const sweep = (before: number) => {
    const items = openTable(aws, aws.dynamodb);
    return sweepFiles({ s3: aws.s3, bucket: aws.bucket, items }, mailId, before);
  };

  it('deletes the files of a mail that no try has touched for a while, and nothing else (S19)', async () => {
    expect(await sweep(1001)).toBe('young');
    expect(await store.storedSize('p1')).toBe(0);
    expect(await sweep(1002)).toBe('swept');
    expect(await store.storedSize('p1')).toBeUndefined();
    expect(await store.find('p1')).toBeUndefined();
    expect(await store.isPlanned(mailId)).toBe(false);
    expect(await sweep(1002)).toBe('none');
  });
});

describe('bind', () => {
  it('moves a file to another conversation, and creates no missing one', async () => {
    const content = Readable.from([Buffer.from('hello')]);
    await store.store({ ...upload('b1'), conversationId: '1000' }, content);
    await store.bind(['b1', 'gone'], '1001');
    expect(await store.find('b1')).toMatchObject({ conversationId: '1001', state: 'stored' });
    expect(await store.find('gone')).toBeUndefined();
  });
});
