import { describe, expect, it } from 'vitest';
import { readPartHeader } from '../../../functions/mail/structure/part-header.ts';
import { multipartOf } from '../mail-of.ts';
import { readRaw } from '../read-fixture.ts';

const read = (block: string, container?: string) =>
  readPartHeader(Buffer.from(block.replaceAll('\n', '\r\n'), 'latin1'), container);
const FILE = 'Content-Type: application/pdf';
const nameIn = (block: string) => read(block).filename;

describe('readPartHeader (RFC 2045)', () => {
  it('is text if no type is given, in a digest a message (RFC 2046 §5.1.5)', () => {
    expect(read('').contentType).toBe('text/plain');
    expect(read('Content-Type:').contentType).toBe('text/plain');
    expect(read('', 'digest').contentType).toBe('message/rfc822');
    expect(read(FILE, 'digest').contentType).toBe('application/pdf');
  });

  it('reads disposition and Content-ID, and leaves out missing ones', () => {
    expect(read('Content-Disposition: ATTACHMENT\nContent-ID: <a@x. example>')).toMatchObject({
      disposition: 'attachment',
      contentId: 'a@x.example',
    });
    expect(read('Content-ID: <>')).toMatchObject({
      disposition: undefined,
      contentId: undefined,
      filename: undefined,
    });
  });

  it.each([
    ['Content-Disposition: attachment; filename=a.pdf; name=c.pdf', 'a.pdf'],
    ['Content-Type: application/pdf; name=b.pdf; filename=d.pdf', 'b.pdf'],
    ['Content-Disposition: attachment; name=c.pdf', 'c.pdf'],
    ['Content-Type: application/pdf; filename=d.pdf', 'd.pdf'],
    [`${FILE}; name=b.pdf\nContent-Disposition: attachment; filename=a.pdf`, 'a.pdf'],
    ['Content-Disposition: attachment; filename="my name=x; y.pdf"', 'my name=x; y.pdf'],
    [`${FILE}\nContent-Description: offer.pdf`, 'offer.pdf'],
    [`${FILE}\nContent-Description:  =?utf-8?Q?Citt=C3=A0.pdf?= `, 'Città.pdf'],
    [`${FILE}\nContent-Location: offer.pdf`, 'offer.pdf'],
  ])('finds the name of a file in %j (S14)', (block, name) => {
    expect(nameIn(block)).toBe(name);
  });

  it.each([
    `${FILE}\nContent-Description: our offer`,
    `${FILE}\nContent-Description: a: offer.pdf`,
    `${FILE}\nContent-Description: offer.pdf, second version`,
    `${FILE}\nContent-Location: http://x.example/offer.pdf`,
    'Content-Type: text/plain\nContent-Description: offer.txt',
    'Content-Type: message/rfc822\nContent-Description: offer.eml',
  ])('finds none in %j', (block) => {
    expect(nameIn(block)).toBeUndefined();
  });

  it.each([
    ["filename*=utf-8''Citt%C3%A0.pdf", 'Città.pdf'],
    ["filename=utf-8'it'Citt%C3%A0.pdf", 'Città.pdf'],
    ['filename="Citt%C3%A0.pdf"', 'Città.pdf'],
    ['filename="=?utf-8?Q?Citt=C3=A0.pdf?="', 'Città.pdf'],
    ["filename='offer.pdf'", 'offer.pdf'],
    ["filename*=utf-8'en'100%25.pdf", '100%.pdf'],
    ['filename="100%25.pdf"', '100%25.pdf'],
    ['filename="%C3%A0 100%.pdf"', '%C3%A0 100%.pdf'],
    ["filename=\"it's 'quoted'.pdf\"", "it's 'quoted'.pdf"],
    ['=?utf-8?Q?filename=3D"Citt=C3=A0.pdf"?=', 'Città.pdf'],
  ])('reads a name written as %s (RFC 2231, RFC 2047)', (param, name) => {
    expect(nameIn(`Content-Disposition: attachment; ${param}`)).toBe(name);
  });

  it('takes the one of two transfer encodings that changes something', () => {
    const twice = 'Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64';
    expect(read(twice).encoding).toBe('base64');
  });
});

describe('a digest (RFC 2046 §5.1.5)', () => {
  it('holds mails, each a file', async () => {
    const { attachments } = await readRaw(
      multipartOf('digest', '\nSubject: one\n\nHello', 'Content-Type: text/plain\n\nwords'),
    );
    expect(attachments).toMatchObject([{ filename: 'one.eml', contentType: 'message/rfc822' }]);
  });
});
