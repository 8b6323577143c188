import { describe, expect, it } from 'vitest';
import { readArrival } from '../../../../functions/adapters/aws/queues/inbound-queue.ts';

const notification = (mail: object, receipt: object = {}) =>
  JSON.stringify({
    notificationType: 'Received',
    mail: { timestamp: '2026-11-03T12:00:00.000Z', ...mail },
    receipt: {
      recipients: ['support@example.com'],
      action: { type: 'S3', objectKey: 'inbound/abc' },
      ...receipt,
    },
  });

describe('readArrival', () => {
  it("reads SES's notification of a stored mail", () => {
    expect(
      readArrival(notification({ source: 'Ann@Example.org' }, { spfVerdict: { status: 'PASS' } })),
    ).toMatchObject({
      kind: 'arrival',
      arrival: {
        mailId: 'inbound-abc',
        via: 'ses',
        envelope: { reversePath: 'ann@example.org', forwardPaths: ['support@example.com'] },
        verdicts: { spf: 'PASS' },
      },
    });
  });

  it.each([null, undefined, '', '<>'])('reads a mail without a reverse-path: %j', (source) => {
    expect(readArrival(notification({ source }))).toMatchObject({
      arrival: { envelope: { reversePath: '' } },
    });
  });

  it('reads a notification in which verdicts and recipients are null', () => {
    const receipt = { recipients: null, spfVerdict: null, virusVerdict: null };
    expect(readArrival(notification({ source: 'a@b.example' }, receipt))).toMatchObject({
      arrival: { envelope: { forwardPaths: [] } },
    });
  });

  it.each([
    'Successfully validated SNS topic for Amazon SES event publishing.',
    'This is a test',
    '',
  ])('reads no mail from a test text of SES: %j', (text) => {
    expect(readArrival(text)).toEqual({ kind: 'no-mail', note: text });
  });

  it("reads no mail from S3's test and SES's set-up object", () => {
    expect(readArrival('{"Service":"Amazon S3","Event":"s3:TestEvent"}').kind).toBe('no-mail');
    const objectKey = 'inbound/AMAZON_SES_SETUP_NOTIFICATION';
    const receipt = { action: { type: 'S3', objectKey } };
    expect(readArrival(notification({}, receipt)).kind).toBe('no-mail');
  });

  it('throws for other JSON, so that somebody looks at it', () => {
    expect(() => readArrival('{"notificationType": "Bounce"}')).toThrow();
  });

  const mail = { key: 'polled/01', mailbox: 'support', receivedAt: '2026-11-03T12:00:00Z' };

  it('reads a mail that is in the bucket', () => {
    expect(readArrival(JSON.stringify({ stored: mail }))).toMatchObject({
      kind: 'arrival',
      arrival: { mailId: 'polled-01', via: 'mailbox', mailbox: 'support' },
    });
  });

  it('throws for what version 0.1.0 queued of mailboxes, so that it is in the dead letters', () => {
    expect(() => readArrival(JSON.stringify({ polled: mail }))).toThrow('notification of SES');
  });
});
