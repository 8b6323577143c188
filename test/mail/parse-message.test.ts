import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../functions/mail/parse-message.ts';
import { readFixture, readRaw, streamOf } from './read-fixture.ts';

const HEAD = 'From: Anna <anna@customer.example>\r\nMessage-ID: <1@customer.example>\r\n';

describe('parseMessage: texts', () => {
  it('joins the text that Apple Mail splits around a picture (S14)', async () => {
    const { text, html } = await readFixture('apple-mail-text-around-inline-image');
    expect(text).toBe('Before the picture.\nAfter the picture, grüezi.\n');
    expect(html).toBeUndefined();
  });

  it('joins the HTML that Apple Mail splits around a file', async () => {
    const { text, html } = await readFixture('apple-mail-html-around-pdf');
    expect(text).toBe('See the file.\n');
    expect(html).toBe('<p>See the file.</p>\n<p>Anna</p>');
  });

  it('reads LF as it reads CRLF', async () => {
    const crlf = await readFixture('apple-mail-text-around-inline-image');
    const lf = await readFixture('line-ends-lf-only');
    expect(lf.text).toBe(crlf.text);
    expect(lf.attachments).toEqual(crlf.attachments);
  });

  it('adds a plain footer to the HTML, and gives no text that lacks the message', async () => {
    const { text, html } = await readFixture('html-with-footer-in-plain-text');
    expect(text).toBeUndefined();
    expect(html).toBe('<p>The message.</p>\n<div>Footer of the list &lt;list@x&gt;</div>');
  });

  it('keeps flowed text as it is and says how it was wrapped (RFC 3676)', async () => {
    const { text, textFormat } = await readFixture('format-flowed-delsp');
    expect(text).toBe('This line goes  \non here.\n> quoted\n-- \nAnna\n');
    expect(textFormat).toEqual({ flowed: true, delSp: true });
  });

  it('finds the text though the boundary is never used', async () => {
    expect((await readFixture('boundary-never-used')).text).toBe(
      'The text stands where no part is.\n',
    );
  });

  it('finds the text though no boundary is named', async () => {
    expect((await readFixture('boundary-missing')).text).toBe(
      'The text stands where no part is.\n',
    );
  });

  it('finds the text of a part without header', async () => {
    expect((await readFixture('part-without-header')).text).toBe(
      'Text begins at once.\nSecond line.',
    );
  });

  it('lets the delimiter of an outer multipart end inner ones that were never closed', async () => {
    const { text, html, attachments } = await readFixture('nested-multiparts-never-closed');
    expect([text, html]).toEqual(['Plain text', '<p>Plain text</p>']);
    expect(attachments.map(({ contentType }) => contentType)).toEqual([
      'image/png',
      'application/pdf',
    ]);
  });

  it('passes over text before the first part and after the last', async () => {
    const raw = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\n\r\ntext\r\n--b--\r\nepilogue\r\n--b\r\n\r\nmore`;
    expect((await readRaw(raw)).text).toBe('text');
  });

  it.each([
    ['Content-Type: text/plain;\r\n \r\n charset=utf-8\r\nContent-Transfer-Encoding: base64'],
    ['Content-Type: text/plain\r\n \r\nContent-Transfer-Encoding: base64'],
  ])('reads on below a line of blanks if the header of the part does: %j', async (header) => {
    const raw = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${header}\r\n\r\nw6k=\r\n--b--`;
    expect((await readRaw(raw)).text).toBe('é');
  });

  it('makes no file of the text before the first part, though the multipart has a name', async () => {
    const named = 'Content-Disposition: attachment; filename=refund.txt\r\n';
    const raw = `${HEAD}${named}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b--`;
    expect(await readRaw(raw)).toMatchObject({ text: 'text', attachments: [] });
  });

  it('keeps the blanks of a table and of a program (S12)', async () => {
    const text = `name${' '.repeat(60)}| n\r\n          >\r\n\t> a.txt`;
    const raw = `${HEAD}Content-Type: text/plain\r\n\r\n${text}`;
    expect((await readRaw(raw)).text).toBe(text.replaceAll('\r', ''));
  });

  it('cuts text at the limit and says so', async () => {
    const raw = `${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n${'\xc3\xa9'.repeat(600)}`;
    const { text, cut } = await readRaw(raw, { limits: { maxInlineTextBytes: 1001 } });
    expect(text).toBe('é'.repeat(500));
    expect(cut).toEqual(['inline-text']);
  });

  it('gives neither text nor HTML if there is none (S12)', async () => {
    const { text, html, attachments } = await readFixture('attachment-only');
    expect([text, html]).toEqual([undefined, undefined]);
    expect(attachments[0]).toMatchObject({
      filename: 'scan.pdf',
      contentType: 'application/pdf',
      size: 8,
    });
  });
});

describe('parseMessage: charsets', () => {
  it.each([
    ['charset-iso-2022-jp', 'こんにちは', 'ご質問'],
    ['charset-gb18030', '谢谢您的答复', 'x'],
    ['charset-koi8-r', 'Спасибо', 'Вопрос'],
    ['charset-windows-1252-announced-as-ascii', 'Es kostet 5 € – schön', 'x'],
  ])('%s', async (name, text, subject) => {
    const message = await readFixture(name);
    expect([message.text?.trim(), message.subject]).toEqual([text, subject]);
  });

  it('reads an unknown charset without failing', async () => {
    expect((await readFixture('charset-unknown')).text?.trim()).toBe('café');
  });

  it('does not give up UTF-8 for one damaged octet', async () => {
    const { text } = await readFixture('charset-utf-8-with-one-damaged-octet');
    expect(text?.trim()).toBe('grün, schön, \uFFFD');
  });

  it('reads 8-bit header fields as UTF-8, else as windows-1252', async () => {
    const { from, subject } = await readFixture('raw-8-bit-header');
    expect(from).toEqual([{ name: 'Jürgen', address: 'j@customer.example' }]);
    expect(subject).toBe('Grüße aus Zürich');
  });
});

describe('parseMessage: attachments (S14)', () => {
  it.each([
    ['filename-rfc2231-continuations', 'Übersicht €.pdf'],
    ['filename-rfc2047', 'Übersicht.pdf'],
    ['filename-raw-8-bit', 'Übersicht.pdf'],
    ['filename-path-and-right-to-left-override', 'invoicefdp.exe'],
    ['filename-300-characters', `${'a'.repeat(146)}.pdf`],
    ['filename-missing', 'attachment-1.pdf'],
  ])('%s → %s', async (name, filename) => {
    const { attachments } = await readFixture(name);
    expect(attachments.map((attachment) => attachment.filename)).toEqual([filename]);
  });

  it('shows winmail.dat as a TNEF file', async () => {
    const { attachments } = await readFixture('winmail-dat');
    expect(attachments[0]).toMatchObject({
      filename: 'winmail.dat',
      contentType: 'application/ms-tnef',
    });
  });

  it('shows an attached message as one file, its own parts inside', async () => {
    const { text, attachments } = await readFixture('message-attached');
    expect(text).toBe('Look at this.');
    expect(attachments).toMatchObject([{ filename: 'Inner.eml', contentType: 'message/rfc822' }]);
  });

  it('calls a picture that the HTML names inline, whatever its disposition', async () => {
    const { attachments } = await readFixture('inline-image-sent-as-attachment');
    expect(attachments.map(({ filename, isInline }) => [filename, isInline])).toEqual([
      ['pic.png', true],
      ['f.pdf', false],
    ]);
  });

  it('keeps an invitation beside its text as a file', async () => {
    const { text, attachments } = await readFixture('calendar-invitation');
    expect(text).toBe('You are invited.');
    expect(attachments).toMatchObject([
      { filename: 'attachment-1.ics', contentType: 'text/calendar' },
    ]);
  });

  it('gives the octets of a text file unchanged', async () => {
    const files: Buffer[] = [];
    const { text } = await readFixture('text-file-attached-in-8-bit', {
      onAttachment: async (_, content) => void files.push(await buffer(content)),
    });
    expect(files.map(String)).toEqual(['.\r\n..\r\n.é\r\n']);
    expect(text).toBe('See attachment.');
  });

  it('reads the beginning of a mail that was cut off', async () => {
    const { text, attachments } = await readFixture('truncated-within-base64');
    expect(text).toBe('The text is whole.');
    expect(attachments).toMatchObject([{ filename: 'a.pdf', size: 24 }]);
  });

  it('hashes and counts the decoded octets, and passes them on in order', async () => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251));
    const body = content.toString('base64').replace(/.{76}/g, '$&\r\n');
    const raw = `${HEAD}Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`;
    const taken: Buffer[] = [];
    const { attachments } = await readRaw(raw, {
      onAttachment: async (_, stream) => void taken.push(await buffer(stream)),
    });
    expect(taken[0]?.equals(content)).toBe(true);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(attachments[0]).toMatchObject({ size: 300_000, sha256 });
  });

  it('goes on if `onAttachment` does not read to the end', async () => {
    const raw = `${HEAD}Content-Type: image/png\r\n\r\n${'x'.repeat(500_000)}`;
    const { attachments } = await readRaw(raw, { onAttachment: async () => undefined });
    expect(attachments[0]?.size).toBe(500_000);
  });

  it('fails with the error of `onAttachment`', async () => {
    const raw = `${HEAD}Content-Type: image/png\r\n\r\n${'x'.repeat(500_000)}`;
    const onAttachment = () => Promise.reject(new Error('the store is away'));
    await expect(parseMessage(streamOf(raw), { onAttachment })).rejects.toThrow(
      'the store is away',
    );
  });
});

describe('parseMessage: header', () => {
  it('gives no author for a mail without From, and two for two From fields (S3)', async () => {
    expect((await readFixture('no-from')).from).toEqual([]);
    const { from } = await readFixture('two-from-fields');
    expect(from.map(({ address }) => address)).toEqual([
      'anna@customer.example',
      'agent@staff.example',
    ]);
  });

  it('names no author if two are meant (S3)', async () => {
    expect((await readFixture('two-from-fields')).author).toBeUndefined();
    expect((await readFixture('from-group')).author).toBeUndefined();
    expect((await readFixture('no-from')).author).toBeUndefined();
  });

  it('gives every member of a group as an author', async () => {
    expect((await readFixture('from-group')).from).toHaveLength(2);
  });

  it('reads ids from long lines, and no empty ones', async () => {
    const long = await readFixture('header-line-over-998-octets');
    expect(long.references).toHaveLength(100);
    expect(long.references.at(-1)).toBe('<199@customer.example>');
    const empty = await readFixture('empty-reference-fields');
    expect([empty.inReplyTo, empty.references]).toEqual([[], []]);
  });

  it('reads Delivered-To and X-Original-To (S1)', async () => {
    const { deliveredTo } = await readFixture('delivered-to-plus-address');
    expect(deliveredTo).toEqual(['support+abc234@piping.example', 'support+def567@piping.example']);
  });

  it('gives subject and names without line breaks and bidi characters', async () => {
    const { from, subject } = await readFixture('encoded-word-with-line-break-and-bidi');
    expect(from[0]?.name).toBe('Anna Bcc: victim@example.net');
    expect(subject).toBe('Hello X-Bad: 1txt.exe');
  });
});

describe('parseMessage: outcomes', () => {
  it.each([
    ['empty', ''],
    ['no-header-field', 'Hello,\r\n\r\nthis is no mail.\r\n'],
  ])('is unreadable: %s', async (why, raw) => {
    expect(await parseMessage(streamOf(raw))).toEqual({ kind: 'unreadable', why });
  });

  it('reads a mail that ends within its header', async () => {
    expect((await readRaw('From: a@b.example\r\nSubject: Hello')).subject).toBe('Hello');
  });

  it('fails when the stream fails', async () => {
    const raw = streamOf(HEAD);
    raw.destroy(new Error('connection lost'));
    await expect(parseMessage(raw)).rejects.toThrow('connection lost');
  });
});
