import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../functions/mail/parse-message.ts';
import { mailOf, multipartOf } from '../mail-of.ts';
import { readRaw, streamOf } from '../read-fixture.ts';

/** Signed data around an entity (RFC 5652), of indefinite length. */
const signed = (entity: string) => {
  const octets = Buffer.from(entity, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(octets.length);
  const head = '308006092a864886f70d010702a080308002010131003080';
  const content = Buffer.concat([
    Buffer.from(`${head}06092a864886f70d010701a0800482`, 'hex'),
    length,
    octets,
  ]);
  return `Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64')}`;
};
const SIGNED = signed('Content-Type: text/plain\r\n\r\nHello');

describe('signed data within signed data', () => {
  it('is read as deep as multiparts, and no deeper', async () => {
    const raw = `From: anna@customer.example\r\n${signed(SIGNED)}`;
    const limits = (maxNesting: number) => ({ limits: { maxNesting } });
    expect((await readRaw(raw, limits(2))).text).toBe('Hello');
    expect(await parseMessage(streamOf(raw), limits(1))).toMatchObject({
      kind: 'over-limit',
      bound: 'nesting',
    });
  });

  it('ends with its part', async () => {
    const raw = multipartOf('mixed', SIGNED.replaceAll('\r\n', '\n'), 'X: y\n\nBye');
    expect((await readRaw(raw)).text).toBe('Hello\nBye');
  });
});

describe('a raw 8-bit file name', () => {
  it.each([
    ['gb2312', '你好，合同在附件里，请查收。', '报告单.pdf'],
    ['shift_jis', 'お世話になっております。見積書です。', '見積書.pdf'],
    ['koi8-r', 'Здравствуйте, отчёт во вложении.', 'Отчёт за год.pdf'],
  ])('is read in the charset of the text, %s (S23)', async (charset, words, name) => {
    const raw = (text: string) => iconv.encode(text, charset).toString('latin1');
    const text = `Content-Type: text/plain; charset=${charset}\n\n${raw(words)}`;
    const file = `Content-Type: application/pdf; name="${raw(name)}"\n\nx`;
    const mail = await readRaw(multipartOf('mixed', text, file));
    expect([mail.text, mail.attachments[0]?.filename]).toEqual([words, name]);
  });
});

describe('technical parts, which are no files', () => {
  const types = async (raw: string) =>
    (await readRaw(raw)).attachments.map(({ contentType }) => contentType);
  const version = 'Content-Type: application/pgp-encrypted\n\nVersion: 1';
  const fork = 'Content-Type: application/applefile; name=a\n\nx';
  const photo = 'Content-Type: image/jpeg; name=a.jpg\n\nx';

  it('count as such only in their own multipart (RFC 3156 §4, RFC 1740)', async () => {
    expect(await types(multipartOf('encrypted', version, photo))).toEqual(['image/jpeg']);
    expect(await types(multipartOf('appledouble', fork, photo))).toEqual(['image/jpeg']);
    expect(await types(multipartOf('mixed', version, fork))).toEqual([
      'application/pgp-encrypted',
      'application/applefile',
    ]);
    expect(await types(mailOf('Content-Type: application/applefile; name=a', 'x'))).toEqual([
      'application/applefile',
    ]);
  });
});

describe('a form of an alternative', () => {
  it('is judged by the texts of its own multipart', async () => {
    const page =
      'Content-Type: text/html; name=a.html\nContent-Disposition: inline\n\n<p>Hello</p>';
    const inner = `Content-Type: multipart/alternative; boundary=i\n\n--i\n${page}\n--i--`;
    const { html, attachments } = await readRaw(
      multipartOf('mixed', 'Content-Type: text/html\n\n<p>Above</p>', inner),
    );
    expect([html, attachments]).toEqual(['<p>Above</p>\n<p>Hello</p>', []]);
  });
});
