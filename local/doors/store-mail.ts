import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Topics } from '../events/topics.ts';
import type { ReceiptRule } from '../resources/machine.ts';
import { makeDkimSignature } from './dkim-signature.ts';
import { endOfHeader, type HeaderField, splitFields } from './header-block.ts';
import { makeReceivedNotification } from './received-notification.ts';
import { makeSesHeaders, type ReceivedEnvelope } from './ses-headers.ts';
import { fromDomain, readVerdicts, VERDICTS_HEADER } from './verdicts.ts';

export interface IncomingMail {
  stream: AsyncIterable<Buffer>;
  envelope: ReceivedEnvelope;
  rule: ReceiptRule;
  /** Valid once the stream has ended. */
  isTooLarge(): boolean;
}

/** Stores a mail as SES does and notifies the rule's topic. Returns SES's id, or undefined when the mail is too large. */
export type StoreMail = (mail: IncomingMail) => Promise<string | undefined>;

/** Of a longer header block, only this beginning is searched for verdicts. */
const MAX_HEADER_BYTES = 1024 * 1024;
/** The limit of a mail, and the fields that are added on top. */
const MAX_STORED_BYTES = 41 * 1024 * 1024;
const UPLOAD_PART_BYTES = 5 * 1024 * 1024;

export function makeStoreMail(s3: S3Client, topics: Topics): StoreMail {
  return async ({ stream, envelope, rule, isTooLarge }) => {
    const at = new Date();
    const sesId = randomBytes(20).toString('hex');
    const chunks = stream[Symbol.asyncIterator]();
    const { start, headerEnd } = await readHeader(chunks);
    const fields = splitFields(start.subarray(0, headerEnd).toString('latin1'));
    const verdicts = readVerdicts(fields);
    const added = makeSesHeaders(sesId, envelope, verdicts, fromDomain(fields), at);
    const unsigned = fields.filter(({ name }) => name.toLowerCase() !== VERDICTS_HEADER);
    const kept = [...splitFields(makeDkimSignature(unsigned, verdicts)), ...unsigned];
    const top = Buffer.from(added + kept.map(({ raw }) => raw).join(''), 'latin1');
    const target = { Bucket: rule.bucketName, Key: rule.objectKeyPrefix + sesId };
    await upload(s3, target, [top, start.subarray(headerEnd)], chunks);
    if (isTooLarge()) {
      await s3.send(new DeleteObjectCommand(target));
      return undefined;
    }
    if (rule.topicArn) {
      const notification = makeReceivedNotification(
        {
          sesId,
          envelope,
          verdicts,
          fields: [...splitFields(added), ...kept] satisfies HeaderField[],
          at,
          bucketName: target.Bucket,
          objectKey: target.Key,
          matched: envelope.recipients,
        },
        rule,
      );
      topics.publish(rule.topicArn, JSON.stringify(notification));
    }
    return sesId;
  };
}

/** The beginning of the mail, and the offset at which its header ends: the end of the mail if it has only a header. */
async function readHeader(
  chunks: AsyncIterator<Buffer>,
): Promise<{ start: Buffer; headerEnd: number }> {
  let start = Buffer.alloc(0);
  for (;;) {
    const headerEnd = endOfHeader(start);
    if (headerEnd >= 0) return { start, headerEnd };
    if (start.length > MAX_HEADER_BYTES) return { start, headerEnd: 0 };
    const { value, done } = await chunks.next();
    if (done) return { start, headerEnd: start.length };
    start = Buffer.concat([start, value]);
  }
}

async function upload(
  s3: S3Client,
  target: { Bucket: string; Key: string },
  first: Buffer[],
  rest: AsyncIterator<Buffer>,
): Promise<void> {
  let size = 0;
  async function* body() {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      size += next.value.length;
      // Octets beyond the limit are read and dropped: the door refuses the mail when it has ended.
      if (size <= MAX_STORED_BYTES) yield next.value;
    }
  }
  await new Upload({
    client: s3,
    params: {
      ...target,
      Body: Readable.from(body(), { objectMode: false }),
      ContentType: 'message/rfc822',
    },
    partSize: UPLOAD_PART_BYTES,
    queueSize: 1,
  }).done();
}
