import { describe, expect, it } from 'vitest';
import { readDeliveryReport } from '../../../functions/mail/reports/read-delivery-report.ts';

const read = (status: string) =>
  readDeliveryReport({ status: Buffer.from(status.replaceAll('\n', '\r\n')) }).recipients.map(
    ({ recipient, action }) => `${recipient} ${action}`,
  );
const OF_MESSAGE = 'Reporting-MTA: dns; mx.example\n';

describe('readDeliveryReport, of carelessly written reports (S5)', () => {
  it('separates recipients without an empty line between', () => {
    const groups =
      'Final-Recipient: rfc822; a@x.example\nAction: delivered\nStatus: 2.0.0\nFinal-Recipient: rfc822; b@x.example\nAction: failed\n';
    expect(read(`${OF_MESSAGE}\n${groups}`)).toEqual([
      'a@x.example delivered',
      'b@x.example failed',
    ]);
    expect(read(OF_MESSAGE + groups)).toEqual(['a@x.example delivered', 'b@x.example failed']);
    const actionFirst =
      'Action: failed\nFinal-Recipient: rfc822; a@x.example\nAction: delayed\nFinal-Recipient: rfc822; b@x.example\n';
    expect(read(`${OF_MESSAGE}\n${actionFirst}`)).toEqual([
      'a@x.example failed',
      'b@x.example delayed',
    ]);
  });

  it.each([
    ['5.1.1', ['a@x.example failed']],
    ['4.4.1', ['a@x.example delayed']],
    ['2.0.0', ['a@x.example delivered']],
    ['unknown', []],
  ])('goes by the status %s if the action is missing (RFC 3463 §3.1)', (status, expected) => {
    const group = `Final-Recipient: rfc822; a@x.example\nStatus: ${status}\n`;
    expect(read(`${OF_MESSAGE}\n${group}`)).toEqual(expected);
    expect(read(`${OF_MESSAGE}\n${group}Action: returned\n`)).toEqual([]);
  });

  it.each([
    'a@x.example',
    '<a@x.example>',
    '"Ann" <a@x.example> (Ann)',
    'a@x.example (Ann)',
    ' A@X.example ',
  ])('reads a recipient that is written as %s', (written) => {
    const group = `Final-Recipient: rfc822;${written}\nAction: failed\n`;
    expect(read(`${OF_MESSAGE}\n${group}`)).toEqual(['a@x.example failed']);
  });

  it.each(['', '()', 'x400; /S=ann/C=de/', 'Ann (a@x.example)', '('])(
    'reads no recipient from %j',
    (written) => {
      const group = `Final-Recipient: rfc822;${written}\nAction: failed\n`;
      expect(read(`${OF_MESSAGE}\n${group}`)).toEqual([]);
    },
  );

  it('falls back to the original recipient if the final one is no address (RFC 3464 §2.3.1)', () => {
    const group =
      'Original-Recipient: rfc822; a@x.example\nFinal-Recipient: x400; /S=ann/C=de/\nAction: failed\n';
    expect(read(`${OF_MESSAGE}\n${group}`)).toEqual(['a@x.example failed']);
  });

  it('reads a report that begins with its first recipient', () => {
    const group = 'Final-Recipient: rfc822; a@x.example\nAction: failed\n';
    expect(read(group)).toEqual(['a@x.example failed']);
    expect(read('')).toEqual([]);
  });
});
