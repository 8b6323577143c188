import { describe, expect, it } from 'vitest';
import { readRaw } from '../read-fixture.ts';

const TOP = 'From: anna@customer.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n';
const read = (fields: string, body: string) => readRaw(`${TOP}${fields}\r\n\r\n${body}`);

describe('Content-Type (S23)', () => {
  it.each([
    'text/plain charset=iso-8859-2',
    'text/plain, charset=iso-8859-2',
    'text/plain: charset="iso-8859-2"',
    'text/plain*; charset*=iso-8859-2',
    '<text/plain>; charset=iso-8859-2',
    'text/plain>; charset=<iso-8859-2>',
    '"text/plain; charset=iso-8859-2"',
    'Text; charset=iso-8859-2',
    'plain/text; charset=iso-8859-2',
    'charset=iso-8859-2',
    'Content-Type: text/plain; charset=iso-8859-2',
    'text / plain; charset=iso-8859-2',
    'text/plain;; ;charset=iso-8859-2',
    'message/plain; charset=iso-8859-2',
    'unknown/unknown; charset=iso-8859-2',
    'x-text/plain; charset=iso-8859-2',
    'foo/bar; charset=iso-8859-2',
  ])('%s is text, and no file', async (type) => {
    const { text, attachments } = await read(`Content-Type: ${type}`, 'D\xb3ug\xb1');
    expect([text, attachments]).toEqual(['Długą', []]);
  });

  it.each(['text/html charset=utf-8', 'HTML', '<text/html'])('%s is HTML', async (type) => {
    expect((await read(`Content-Type: ${type}`, '<p>Hello</p>')).html).toBe('<p>Hello</p>');
  });

  it.each([
    'multipart/mixed boundary="b"',
    'multipart; boundary=b',
    '<multipart/mixed>; boundary="b"',
  ])('%s is read in its parts', async (type) => {
    const body = '--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b--\r\n';
    expect((await read(`Content-Type: ${type}`, body)).text).toBe('Hello');
  });
});

describe('Content-Transfer-Encoding (S23)', () => {
  it('given twice, is the one that changes something', async () => {
    const fields = 'Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: quoted-printable';
    expect((await read(fields, 'Citt=C3=A0')).text).toBe('Città');
  });

  it.each([
    'quoted-printable;',
    '"quoted-printable"',
    'quoted-printable; charset=utf-8',
    '<quoted-printable>',
    'quoted_printable',
    'quoted printable',
    'QuotedPrintable (by hand)',
  ])('%s is undone', async (encoding) => {
    const fields = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}`;
    expect((await read(fields, 'Citt=C3=A0')).text).toBe('Città');
  });

  it.each(['base64;', "'base64'", 'base64; x=y', 'Base-64', 'base 64', 'x-base64'])(
    '%s is undone',
    async (encoding) => {
      const fields = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}`;
      expect((await read(fields, 'Q2l0dMOg')).text).toBe('Città');
    },
  );

  it.each(['7bit;', '8 bit', 'x-unknown', ''])('%j leaves the text as it is', async (encoding) => {
    const fields = `Content-Type: text/plain\r\nContent-Transfer-Encoding: ${encoding}`;
    expect((await read(fields, 'a=3D b')).text).toBe('a=3D b');
  });
});

describe('Content-Disposition and names (S14)', () => {
  const nameOf = async (fields: string) => {
    const mail = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\n${fields}\r\n\r\nfile\r\n--b--`;
    return (await readRaw(`${TOP}${mail}`)).attachments[0]?.filename;
  };

  it.each([
    ['Content-Type: application/pdf; name=Report (final).pdf', 'Report (final).pdf'],
    ['Content-Disposition: attachment; filename=offer 2 (new).pdf; size=4', 'offer 2 (new).pdf'],
    ['Content-Disposition: attachment; filename="C:\\Users\\carla\\offer.pdf"', 'offer.pdf'],
    ['Content-Disposition: attachment; filename=C:\\temp\\new.pdf', 'new.pdf'],
    ['Content-Disposition: attachment; filename="\\\\server\\share\\new.pdf"', 'new.pdf'],
    ['Content-Disposition: attachment; filename="the \\"best\\".pdf"', 'the _best_.pdf'],
    ['Content-Disposition: filename="bare.pdf"', 'bare.pdf'],
    ['Content-Disposition: ; filename=empty.pdf', 'empty.pdf'],
    ['Content-Disposition: attachment filename="unparted.pdf"', 'unparted.pdf'],
    ['Content-Disposition: attachment, filename="comma.pdf"', 'comma.pdf'],
    ['Content-Disposition: attachment; name="other-word.pdf"', 'other-word.pdf'],
    ["Content-Disposition: attachment; filename='single.pdf'", 'single.pdf'],
    ['Content-Disposition: attachment; filename*=Citt%C3%A0.pdf', 'Città.pdf'],
    ["Content-Disposition: attachment; filename=utf-8''%E2%82%AC.pdf", '€.pdf'],
    ['Content-Disposition: =?utf-8?Q?attachment=3B_filename=3D"Citt=C3=A0.pdf"?=', 'Città.pdf'],
    ['Content-Disposition: attachment; filename="Citt%C3%A0 100%.pdf"', 'Citt%C3%A0 100%.pdf'],
    ['Content-Disposition: attachment; filename="Citt%C3%A0%20nuova.pdf"', 'Città nuova.pdf'],
    ["Content-Type: application/pdf; name*=utf-8''u%CC%88.pdf", '\u00fc.pdf'],
    ['Content-Type: application/pdf\r\nContent-Description: offer.pdf', 'offer.pdf'],
    ['Content-Type: application/pdf\r\nContent-Description: our offer', 'attachment-1.pdf'],
    ['Content-Type: application/ms-tnef', 'winmail.dat'],
  ])('%s → %s', async (fields, name) => {
    expect(await nameOf(`${fields}\r\nContent-Transfer-Encoding: 7bit`)).toBe(name);
  });
});
