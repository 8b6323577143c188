import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../functions/mail/parse-message.ts';
import { mailOf } from '../mail-of.ts';
import { readRaw, streamOf } from '../read-fixture.ts';

const html = (body: string) => mailOf('Content-Type: text/html; charset=utf-8', body);
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const LIST = 'begin 644 list.txt\n#0V%T\n`\nend';

describe('pictures pasted as data: URLs (S14)', () => {
  it('are files that the text names', async () => {
    const { html: kept, attachments } = await readRaw(
      html(`<p>See</p><img src="data:image/png;base64,${PIXEL}"><p>bye</p>`),
    );
    expect(kept).toBe('<p>See</p><img src="cid:data-1@mail"><p>bye</p>');
    expect(attachments).toMatchObject([
      {
        filename: 'attachment-1.png',
        contentType: 'image/png',
        size: 70,
        isInline: true,
        contentId: 'data-1@mail',
      },
    ]);
  });

  it('are files, too, if the page is the mail’s only text and was sent as a file (S23)', async () => {
    const page = `<p>See</p><img src="data:image/png;base64,${PIXEL}">`;
    const named = 'Content-Type: text/html; charset=utf-8; name=page.html';
    const { html: kept, attachments } = await readRaw(mailOf(named, page));
    expect(kept).toBe('<p>See</p><img src="cid:data-2@mail">');
    expect(attachments).toMatchObject([{ contentType: 'image/png', size: 70, isInline: true }]);
  });

  it('leave the words after a large one in the text', async () => {
    const large = Buffer.alloc(5_000_000, 7).toString('base64').replace(/.{76}/g, '$&\r\n');
    const {
      html: kept,
      attachments,
      cut,
    } = await readRaw(html(`<img src='data:image/jpeg;base64,${large}'>The words.`));
    expect([kept, attachments[0]?.size, cut]).toEqual([
      "<img src='cid:data-1@mail'>The words.",
      5_000_000,
      [],
    ]);
  });

  it('are found in chunks of any size', async () => {
    const raw = Buffer.from(
      html(
        `<i>data: is a word, data:x too</i><img src=data:image/gif;charset=x;base64,${PIXEL}>${'data:'.repeat(50)}`,
      ),
    );
    const whole = await parseMessage(streamOf(raw));
    for (const size of [1, 7, 64, 131]) {
      const parts = Buffer.from(raw);
      expect(await parseMessage(streamOf(parts, size))).toEqual(whole);
    }
  });
});

describe('uuencoded files in a text (S23)', () => {
  it('may be written in Base64 (POSIX.1 uuencode -m)', async () => {
    const { text, attachments } = await readRaw(
      mailOf('Content-Type: text/plain', 'See.\n\nbegin-base64 644 list.txt\nQ2F0\n====\n'),
    );
    expect(text?.trim()).toBe('See.');
    expect(attachments).toMatchObject([{ filename: 'list.txt', size: 3 }]);
  });

  it('need at least one line of content', async () => {
    const words = 'begin 644 means something.\nend\n';
    const { text, attachments } = await readRaw(mailOf('Content-Type: text/plain', words));
    expect([text, attachments]).toEqual([words, []]);
  });

  it('become files, and are removed from the text', async () => {
    const { text, attachments } = await readRaw(
      mailOf('Content-Type: text/plain', `Here it is.\n\n${LIST}\nBye\n`),
    );
    expect(text).toBe('Here it is.\n\nBye\n');
    expect(attachments).toMatchObject([
      { filename: 'list.txt', contentType: 'text/plain', size: 3 },
    ]);
  });

  it.each([
    'begin 644 well, let us\nsay so\n',
    'begin 644 list.txt\n#0V%T\n',
    '=ybegin line=128 size=3 name=a.bin\nabc\n=yend size=3\n',
  ])('are not found in: %j', async (body) => {
    const { text, attachments } = await readRaw(mailOf('Content-Type: text/plain', body));
    expect([text, attachments]).toEqual([body, []]);
  });

  it('are decoded if uuencode is the transfer encoding', async () => {
    const fields =
      'Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: x-uuencode';
    expect((await readRaw(mailOf(fields, LIST))).attachments[0]?.size).toBe(3);
    const text = 'Content-Type: text/plain\nContent-Transfer-Encoding: uue';
    expect((await readRaw(mailOf(text, LIST))).text).toBe('Cat');
  });
});

describe('text wrongly labelled base64 (S23)', () => {
  const base64 = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64';

  it.each(['Via Roma 1, second floor.\nAnna\n', 'Hello\nThanks\nAnna\n', 'Grüße aus Köln\n'])(
    'is kept: %j',
    async (words) => {
      expect((await readRaw(Buffer.from(mailOf(base64, words)))).text).toBe(words);
    },
  );

  it.each(['Città\r\n', 'Città'])('keeps the plain footer below %j', async (words) => {
    const body = `${Buffer.from(words).toString('base64')}\n\n-- \nScanned for viruses\n`;
    expect((await readRaw(mailOf(base64, body))).text).toMatch(
      /^Città\n+-- \nScanned for viruses\n$/,
    );
  });

  it('is recognised in chunks of any size', async () => {
    const long = `${Buffer.from('Città '.repeat(3000)).toString('base64').replace(/.{76}/g, '$&\n')}\nfooter, plain\n`;
    const raw = Buffer.from(mailOf(base64, long), 'latin1');
    const whole = await parseMessage(streamOf(raw));
    expect(whole).toMatchObject({ message: { text: `${'Città '.repeat(3000)}\nfooter, plain\n` } });
    for (const size of [13, 1000]) expect(await parseMessage(streamOf(raw, size))).toEqual(whole);
  });

  it('is not assumed because of the zero octets of UTF-16', async () => {
    const fields = base64.replace('utf-8', 'utf-16le');
    expect(
      (await readRaw(mailOf(fields, Buffer.from('Città', 'utf16le').toString('base64')))).text,
    ).toBe('Città');
  });
});
