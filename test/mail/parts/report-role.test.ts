import { describe, expect, it } from 'vitest';
import { multipartOf } from '../mail-of.ts';
import { readRaw } from '../read-fixture.ts';

const NOTICE = 'Content-Type: text/plain\n\nIt came back.';
const status = (type = 'message/delivery-status') =>
  `Content-Type: ${type}\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; anna@x.example\nAction: failed\nStatus: 5.1.1\n`;
const original = (type: string) => `Content-Type: ${type}\n\nMessage-ID: <1@us.example>\n\n`;
const feedback = (kind: string) =>
  `Content-Type: message/feedback-report\n\n${kind}\nUser-Agent: x\nVersion: 1\n`;

describe('the parts of a report', () => {
  it.each(['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'])(
    'name the mail that came back, as %s (RFC 3464, RFC 6533)',
    async (type) => {
      const { deliveryReport, reportParts } = await readRaw(
        multipartOf('report', NOTICE, status(), original(type)),
      );
      expect(deliveryReport).toMatchObject({
        recipients: [{ recipient: 'anna@x.example', action: 'failed', status: '5.1.1' }],
        originalMessageId: '<1@us.example>',
      });
      expect(reportParts).toEqual(['text/plain', 'message/delivery-status', type]);
    },
  );

  it.each(['message/delivery-status', 'message/global-delivery-status'])(
    'name the failed recipients, as %s',
    async (type) => {
      const { deliveryReport } = await readRaw(multipartOf('report', NOTICE, status(type)));
      expect(deliveryReport?.recipients).toHaveLength(1);
    },
  );

  it.each(['message/delivery-status-x', 'x-message/delivery-status', 'message/feedback-report-x'])(
    'are none of another type: %s',
    async (type) => {
      const { deliveryReport } = await readRaw(multipartOf('report', NOTICE, status(type)));
      expect(deliveryReport).toBeUndefined();
    },
  );

  it.each(['abuse', 'fraud', 'complaint', 'opt-out', 'Other'])(
    'are a complaint, and name no failed recipient: %s (RFC 5965)',
    async (kind) => {
      const { deliveryReport } = await readRaw(
        multipartOf(
          'report',
          NOTICE,
          feedback(`Original-Rcpt-To: anna@x.example\nFeedback-Type: ${kind}`),
          original('message/rfc822'),
        ),
      );
      expect(deliveryReport).toMatchObject({
        recipients: [],
        isComplaint: true,
        originalMessageId: '<1@us.example>',
      });
    },
  );

  it.each(['Feedback-Type: not-spam', 'X-Feedback-Type: abuse', 'Feedback-Type: abusers'])(
    'are no complaint: %s',
    async (kind) => {
      const { deliveryReport } = await readRaw(multipartOf('report', NOTICE, feedback(kind)));
      expect(deliveryReport).toMatchObject({ recipients: [], isComplaint: false });
    },
  );

  it('are no report if somebody forwarded them (S5)', async () => {
    const inner = `Content-Type: multipart/report; boundary=i\n\n${[NOTICE, status(), original('message/rfc822')].map((part) => `--i\n${part}\n`).join('')}--i--`;
    const forwarded = await readRaw(multipartOf('mixed', NOTICE, inner));
    expect([forwarded.deliveryReport, forwarded.reportParts]).toEqual([undefined, []]);
    expect(
      (await readRaw(multipartOf('mixed', NOTICE, status(), original('message/rfc822'))))
        .deliveryReport,
    ).toBeUndefined();
  });

  it('also stay files of the mail', async () => {
    const { attachments } = await readRaw(
      multipartOf('report', NOTICE, status(), original('text/rfc822-headers')),
    );
    expect(attachments.map(({ filename }) => filename)).toEqual([
      'attachment-1.txt',
      'attachment-2.txt',
    ]);
  });
});
