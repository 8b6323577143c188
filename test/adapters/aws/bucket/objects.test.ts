import { describe, expect, it } from 'vitest';
import { objectSize, readObject } from '../../../../functions/adapters/aws/bucket/objects.ts';
import { openS3 } from '../../../../functions/adapters/aws/clients.ts';
import { serviceOfFile } from '../../../support/service-of-file.ts';

/** S3's answer to every request. */
let status = 404;
await serviceOfFile((request, response) => {
  const code = status === 404 ? 'NoSuchKey' : 'AccessDenied';
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(request.method === 'HEAD' ? '' : `<Error><Code>${code}</Code></Error>`);
});
const s3 = openS3();

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
