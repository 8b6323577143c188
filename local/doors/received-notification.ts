import type { ReceiptRule } from '../resources/machine.ts';
import type { HeaderField } from './header-block.ts';
import type { ReceivedEnvelope } from './ses-headers.ts';
import type { Verdicts } from './verdicts.ts';

export interface ReceivedMail {
  sesId: string;
  envelope: ReceivedEnvelope;
  verdicts: Verdicts;
  fields: HeaderField[];
  at: Date;
  bucketName: string;
  objectKey: string;
  matched: string[];
}

/** SES includes at most 10 KB of headers; the rest is only in the stored mail. */
const MAX_HEADERS_BYTES = 10 * 1024;

/** What SES's S3 action publishes for a stored mail. */
export function makeReceivedNotification(mail: ReceivedMail, rule: ReceiptRule): object {
  const { sesId, envelope, verdicts, at } = mail;
  const { headers, isTruncated } = listHeaders(mail.fields);
  return {
    notificationType: 'Received',
    mail: {
      timestamp: at.toISOString(),
      source: envelope.reversePath,
      messageId: sesId,
      destination: envelope.recipients,
      headersTruncated: isTruncated,
      headers,
      commonHeaders: commonHeaders(mail.fields, envelope.reversePath),
    },
    receipt: {
      timestamp: at.toISOString(),
      processingTimeMillis: Math.max(1, Date.now() - at.getTime()),
      recipients: mail.matched,
      ...(rule.isScanned ? scanVerdicts(verdicts) : {}),
      spfVerdict: { status: verdicts.spf },
      dkimVerdict: { status: verdicts.dkim },
      dmarcVerdict: { status: verdicts.dmarc },
      ...(verdicts.dmarc === 'FAIL' ? { dmarcPolicy: 'none' } : {}),
      action: {
        type: 'S3',
        topicArn: rule.topicArn,
        bucketName: mail.bucketName,
        objectKeyPrefix: rule.objectKeyPrefix,
        objectKey: mail.objectKey,
      },
    },
  };
}

function scanVerdicts({ spam, virus }: Verdicts): object {
  return { spamVerdict: { status: spam }, virusVerdict: { status: virus } };
}

function listHeaders(fields: readonly HeaderField[]) {
  const headers: Array<{ name: string; value: string }> = [];
  let size = 0;
  for (const { name, value } of fields) {
    if (name === '') continue;
    size += name.length + value.length;
    if (size > MAX_HEADERS_BYTES) return { headers, isTruncated: true };
    headers.push({ name, value });
  }
  return { headers, isTruncated: false };
}

function commonHeaders(fields: readonly HeaderField[], returnPath: string): object {
  const first = (name: string) => {
    const found = fields.find((field) => field.name.toLowerCase() === name);
    return found?.value.slice(0, MAX_HEADERS_BYTES);
  };
  const inList = (value: string | undefined) => (value === undefined ? undefined : [value]);
  return {
    returnPath,
    from: inList(first('from')),
    date: first('date'),
    to: inList(first('to')),
    cc: inList(first('cc')),
    messageId: first('message-id'),
    subject: first('subject'),
  };
}
