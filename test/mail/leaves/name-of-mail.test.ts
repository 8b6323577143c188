import { describe, expect, it } from 'vitest';
import { multipartOf } from '../mail-of.ts';
import { readRaw } from '../read-fixture.ts';

describe('an attached mail without a name (S14)', () => {
  it.each([
    ['Subject: The old bill\n\nHello', 'The old bill.eml'],
    ['Subject: =?utf-8?Q?Stra=C3=9Fe_3/4?=\n\nHello', 'Straße 3_4.eml'],
    ['From: a@x.example\n\nSubject: no field', 'attachment-1.eml'],
    ['Subject:\n\nHello', 'attachment-1.eml'],
    [`Subject: ${'x'.repeat(300)}\n\nHello`, `${'x'.repeat(146)}.eml`],
  ])('is called by its subject: %j', async (mail, filename) => {
    const outlooks = 'Content-Type: message/rfc822\nContent-Disposition: attachment; size=4';
    const { attachments } = await readRaw(multipartOf('mixed', `${outlooks}\n\n${mail}`));
    expect(attachments).toMatchObject([{ filename, contentType: 'message/rfc822' }]);
  });

  it('is so in UTF-8, too (RFC 6532 §3.7)', async () => {
    const mail = Buffer.from('Subject: Die alte Straße\n\nHello').toString('latin1');
    const raw = multipartOf('mixed', `Content-Type: message/global\n\n${mail}`);
    expect((await readRaw(raw)).attachments).toMatchObject([{ filename: 'Die alte Straße.eml' }]);
  });
});
