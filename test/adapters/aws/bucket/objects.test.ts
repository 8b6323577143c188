import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectSize, readObject } from '../../../../functions/adapters/aws/bucket/objects.ts';

/** S3's answer to every request. */
let status = 404;
let server: Server;
let s3: S3Client;

beforeAll(async () => {
  server = createServer((request, response) => {
    const code = status === 404 ? 'NoSuchKey' : 'AccessDenied';
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(request.method === 'HEAD' ? '' : `<Error><Code>${code}</Code></Error>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  s3 = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
  });
});
afterAll(() => {
  s3.destroy();
  server.close();
});

describe.each([
  ['readObject', readObject],
  ['objectSize', objectSize],
])('%s', (_name, ask) => {
  const read = () => ask({ s3, bucket: 'mails' }, 'attachments/a');

  it('finds nothing where there is no such object', async () => {
    status = 404;
    expect(await read()).toBeUndefined();
  });

  it('fails where it is forbidden: what we may not read for an hour is not missing (S11)', async () => {
    status = 403;
    await expect(read()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});
