import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { makeReturnMail } from '../../../local/doors/return-mail.ts';
import type { IncomingMail } from '../../../local/doors/store-mail.ts';
import { Activity } from '../../../local/events/activity.ts';

const RULE = {
  isEnabled: true,
  recipients: ['support@piping.example'],
  isScanned: true,
  bucketName: 'mail',
  objectKeyPrefix: 'inbound/',
  topicArn: undefined,
};

function send(to: string[]): IncomingMail[] {
  const stored: IncomingMail[] = [];
  const returnMail = makeReturnMail(
    [RULE],
    async (mail) => {
      stored.push(mail);
      return 'id';
    },
    new Activity(),
  );
  returnMail({
    id: '1',
    sesMessageId: '0102-1',
    from: 'canary@piping.example',
    to,
    at: '2026-11-03T12:00:00.000Z',
    raw: 'Subject: Canary\r\n\r\nHello',
  });
  return stored;
}

describe('makeReturnMail', () => {
  it("receives a mail to an address of ours, under SES's Message-ID", async () => {
    const [mail] = send(['support@piping.example', 'ann@customer.example']);
    expect(mail?.envelope.recipients).toEqual(['support@piping.example']);
    expect(await text(Readable.from(mail?.stream ?? []))).toBe(
      'Message-ID: <0102-1@eu-west-1.amazonses.com>\r\nSubject: Canary\r\n\r\nHello',
    );
  });

  it('returns no other mail', () => {
    expect(send(['ann@customer.example', 'sales@piping.example'])).toEqual([]);
  });
});
