import { describe, expect, it } from 'vitest';
import { previewHeader, readMailDate } from '../../../functions/adapters/mailbox/read-header.ts';

const dateOf = (header: string) => {
  const time = readMailDate(Buffer.from(header));
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('readMailDate', () => {
  it('reads the Date field, folded or not, in any place', () => {
    const at = '2026-11-03T09:00:00.000Z';
    expect(dateOf('Date: Tue, 3 Nov 2026 10:00:00 +0100\r\n\r\n')).toBe(at);
    expect(dateOf('A: b\r\ndate:\r\n Tue, 3 Nov 2026\r\n\t10:00:00 +0100 (CET)\r\n')).toBe(at);
  });

  it('takes the time of the last server if there is no readable Date field', () => {
    const received = 'Received: from a (b; c) by d; Tue, 3 Nov 2026 10:00:00 +0000\r\n';
    const at = '2026-11-03T10:00:00.000Z';
    expect(dateOf(`${received}Subject: x\r\n\r\n`)).toBe(at);
    expect(dateOf(`${received}Date: some day\r\n\r\n`)).toBe(at);
  });

  it('is undefined if there is no time', () => {
    expect(dateOf('Subject: Date: Tue, 3 Nov 2026 10:00:00 +0000\r\n\r\n')).toBeUndefined();
    expect(dateOf('')).toBeUndefined();
  });

  it('is quick with a header of one megabyte of blanks', () => {
    expect(dateOf(`Date:${'\r\n '.repeat(400_000)}`)).toBeUndefined();
  });
});

describe('previewHeader', () => {
  it('decodes author and subject', async () => {
    const header =
      'From: =?utf-8?q?J=C3=B6rg?= <j@x.example>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\n';
    expect(previewHeader(Buffer.from(header))).toEqual({
      from: 'j@x.example',
      subject: 'Grüße',
    });
  });
});
