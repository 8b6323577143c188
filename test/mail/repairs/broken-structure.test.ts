import { describe, expect, it } from 'vitest';
import { readRaw } from '../read-fixture.ts';

const TOP = 'From: anna@customer.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n';

describe('the line between header and body (S23)', () => {
  it('may be missing: the body begins at the first line that is no field', async () => {
    const { text, bodySha256 } = await readRaw(
      `${TOP}Hello, the address is: Via Roma 1\r\nAnna\r\n`,
    );
    expect(text).toBe('Hello, the address is: Via Roma 1\nAnna\n');
    const other = await readRaw(`${TOP}Another body\r\nAnna\r\n`);
    expect(other.bodySha256).not.toBe(bodySha256);
  });

  it('may be missing before quoted fields, which have the names of fields in the header', async () => {
    const { text, author } = await readRaw(
      `${TOP}See below.\r\nFrom: bob@x.example\r\nSubject: y\r\n\r\nHi\r\n`,
    );
    expect([author?.address, text]).toEqual([
      'anna@customer.example',
      'See below.\nFrom: bob@x.example\nSubject: y\n\nHi\n',
    ]);
  });

  it('is not assumed at a single broken line that fields follow', async () => {
    const { text } = await readRaw(`${TOP}X-Foo\r\nContent-Type: text/plain\r\n\r\nHello\r\n`);
    expect(text).toBe('Hello\n');
  });

  it('may hold blanks', async () => {
    expect((await readRaw(`${TOP} \t\r\nHello\r\n`)).text).toBe('Hello\n');
  });

  it('may come too early, before the fields that describe the body', async () => {
    const fields =
      'Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable';
    for (const above of ['', 'X-Content-Type: text/plain\r\n']) {
      const { text } = await readRaw(`${TOP}${above}\r\n${fields}\r\n\r\nCitt=E0\r\n`);
      expect(text).toBe('Città\n');
    }
  });

  it('is looked for below 50 empty lines at most, as each costs a search of the header above', async () => {
    const spaced = (count: number) => `${'X-A: b\r\n\r\n'.repeat(count)}${TOP}\r\nHello\r\n`;
    expect((await readRaw(spaced(50))).text).toBe('Hello\n');
    await expect(readRaw(spaced(51))).rejects.toThrow('no-header-field');
  });

  it('ends a header that describes the body, whatever the text begins with', async () => {
    const letter = 'Content-Type: text/html\r\nis what I sent.\r\n';
    const { text } = await readRaw(`${TOP}Content-Type: text/plain\r\n\r\n${letter}`);
    expect(text).toBe(letter.replaceAll('\r', ''));
  });

  it('ends the header of a part, whatever its text begins with', async () => {
    const words = 'Content-Type: text/html\r\nis what I sent.';
    const parts = `--b\r\nContent-Type: text/plain\r\n\r\n${words}\r\n--b--\r\n`;
    const mail = `${TOP}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`;
    expect((await readRaw(mail)).text).toBe(words.replaceAll('\r', ''));
  });

  it('may be missing in a part', async () => {
    const part = '--b\r\nContent-Type: text/plain\r\nHello there\r\n--b--\r\n';
    const mail = `${TOP}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part}`;
    expect((await readRaw(mail)).text).toBe('Hello there');
  });
});

describe('a multipart that is closed too early (S14, S23)', () => {
  const part = (name: string) => `Content-Type: application/pdf; name=${name}\r\n\r\n${name}\r\n`;
  const read = (body: string) =>
    readRaw(`${TOP}Content-Type: multipart/mixed; boundary=b\r\n\r\n${body}`);
  const namesIn = async (body: string) =>
    (await read(body)).attachments.map(({ filename }) => filename);

  it('goes on at the next delimiter with a part, at each level', async () => {
    const both = ['a.pdf', 'c.pdf'];
    const epilogue = '\r\nThis is the end.\r\n';
    const first = `--b\r\n${part('a.pdf')}`;
    expect(await namesIn(`${first}--b--\r\n${epilogue}--b\r\n${part('c.pdf')}--b--`)).toEqual(both);
    const inner = `--b\r\nContent-Type: multipart/related; boundary=i\r\n\r\n`;
    const broken = `--i\r\n${part('a.pdf')}--i--\r\n--i\r\n${part('c.pdf')}--i--\r\n`;
    const last = `--b\r\n${part('d.pdf')}--b--\r\n`;
    expect(await namesIn(inner + broken + last)).toEqual([...both, 'd.pdf']);
  });

  it('goes on at a closing delimiter that a part follows', async () => {
    const parts = ['a.pdf', 'c.pdf', 'd.pdf'].map((name) => `--b--\r\n${part(name)}`);
    expect(await namesIn(`${parts.join('')}--b--\r\n`)).toEqual(['a.pdf', 'c.pdf', 'd.pdf']);
  });

  it('is not gone on with below a delimiter without a part', async () => {
    const end = `--b\r\n${part('a.pdf')}--b--\r\n--b\r\nwords\r\n`;
    expect(await namesIn(`${end}--b\r\n${part('c.pdf')}--b--\r\n`)).toEqual(['a.pdf']);
  });

  it('has no other words below its end (RFC 2046 §5.1.1)', async () => {
    const { text } = await read('--b\r\n\r\nHello\r\n--b--\r\nNot shown\r\n--b--\r\n--c\r\n');
    expect(text).toBe('Hello');
  });
});

describe('a text that begins with a word and a colon (S23)', () => {
  it('keeps that line if the empty line is missing', async () => {
    const { text } = await readRaw(`${TOP}Hello: the address is Via Roma 1.\r\nAnna\r\n`);
    expect(text).toBe('Hello: the address is Via Roma 1.\nAnna\n');
  });
});

describe('lines before the header (S23)', () => {
  it.each(['\r\n\r\n', '   \r\n', '\n\t\n'])('%j is passed over', async (blanks) => {
    const { author, text } = await readRaw(`${blanks}${TOP}\r\nHello\r\n`);
    expect([author?.address, text]).toEqual(['anna@customer.example', 'Hello\n']);
  });

  it('may be a byte order mark', async () => {
    const { author } = await readRaw(`\xef\xbb\xbf${TOP}\r\nHello\r\n`);
    expect(author?.address).toBe('anna@customer.example');
  });

  it("is also passed over below a receiver's own fields", async () => {
    const received = 'Return-Path: <a@b.example>\r\nReceived: from a by b; Tue\r\n';
    const { author, text } = await readRaw(`${received}\r\n${TOP}\r\nHello\r\n`);
    expect([author?.address, text]).toEqual(['anna@customer.example', 'Hello\n']);
  });
});

describe('line ends (S23)', () => {
  it.each(['\r\r\n', '\n', '\r\r\r\n'])('%j ends a line', async (end) => {
    const mail = `${TOP}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nVia Roma 1.\r\nSecond floor.\r\n--b--\r\n`;
    expect((await readRaw(mail.replaceAll('\r\n', end))).text).toBe('Via Roma 1.\nSecond floor.');
  });

  it('may all be CR', async () => {
    const { author, text } = await readRaw(`${TOP}\r\nVia Roma 1.\r\n`.replaceAll('\r\n', '\r'));
    expect([author?.address, text]).toEqual(['anna@customer.example', 'Via Roma 1.\n']);
  });

  it('reads lines that end in LF CR', async () => {
    const mail = `${TOP}\r\none\r\n\r\ntwo\r\n`.replaceAll('\r\n', '\n\r');
    expect(await readRaw(mail)).toMatchObject({ subject: 'x', text: 'one\n\ntwo\n' });
  });

  it('keeps empty lines of old machines', async () => {
    expect((await readRaw(`${TOP}\r\none\r\rtwo`)).text).toBe('one\n\ntwo');
  });
});

describe('boundaries (S23)', () => {
  const parts = (boundary: string) =>
    `${TOP}Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n--${boundary}\r\n\r\nHello\r\n--${boundary}--\r\n`;

  it.each(['b '.repeat(60), 'x'.repeat(71), 'b 1 ', 'b\t'])(
    '%j separates parts',
    async (boundary) => {
      expect((await readRaw(parts(boundary))).text).toBe('Hello');
    },
  );

  it.each(['', '; boundary=""', '; boundary="other"', "; boundary='b1'"])(
    'are found though the header says %j',
    async (said) => {
      const part = 'Content-Type: text/plain; charset=utf-8\r\n\r\nVia Città 1\r\n';
      const file = 'Content-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n';
      const { text, attachments } = await readRaw(
        `${TOP}Content-Type: multipart/mixed${said}\r\n\r\n--b1\r\n${part}--b1\r\n${file}--b1--\r\n`,
      );
      expect([text, attachments.map(({ filename }) => filename)]).toEqual([
        'Via Città 1',
        ['a.pdf'],
      ]);
    },
  );

  it.each([
    '',
    'Content-Type: text/plain; charset=utf-8\r\n',
    'Content-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=b1\r\n',
    'Content-Type: multipart/mixed; boundary="bé"\r\n',
  ])('are found below the header %j if the body begins with one', async (said) => {
    const parts = `--bé\r\nContent-Type: text/plain\r\n\r\nHello\r\n--bé\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n--bé--\r\n`;
    for (const notice of ['', 'This is a multi-part message in MIME format.\r\n\r\n']) {
      const { text, attachments } = await readRaw(`${TOP}${said}\r\n${notice}${parts}`);
      expect([text, attachments.map(({ filename }) => filename)]).toEqual(['Hello', ['a.pdf']]);
    }
  });

  it('are not assumed in the middle of a text', async () => {
    const quoted = 'I got this:\n--b1\nContent-Type: text/plain\n\nHello\n--b1--\n';
    expect((await readRaw(`${TOP}\r\n${quoted}`)).text).toBe(quoted);
  });

  it('may be followed by a superfluous empty line before the header of the part', async () => {
    const part = '--b1\r\n\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>\r\n--b1--\r\n';
    const mail = `${TOP}Content-Type: multipart/mixed; boundary=b1\r\n\r\n${part}`;
    expect((await readRaw(mail)).html).toBe('<p>Hello</p>');
  });

  it('are not assumed where a text draws a line', async () => {
    const { text } = await readRaw(
      `${TOP}Content-Type: multipart/mixed\r\n\r\nHello\r\n--cut here\r\nBye\r\n`,
    );
    expect(text).toBe('Hello\n--cut here\nBye\n');
  });

  it('may have lost the blanks at their end', async () => {
    const mail = parts('b 1 ').replaceAll('--b 1 \r\n', '--b 1\r\n').replace('--b 1 --', '--b 1--');
    expect((await readRaw(mail)).text).toBe('Hello');
  });
});
