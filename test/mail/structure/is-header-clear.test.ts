import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeaderClear } from '../../../functions/mail/structure/is-header-clear.ts';
import { readRaw } from '../read-fixture.ts';

/** Leaves out differences of line ends, which do not matter here. */
const linesOf = (text = '') => text.replace(/[\r\n]+/g, '\n').trim();

const isClear = (text: string) => isHeaderClear(Buffer.from(text, 'latin1'));
const END = '\r\n\r\n';
/** Lines of a header, as programs and thieves write them. */
const piece = fc.constantFrom(
  'From: anna@shop.example',
  'Subject: x',
  'X-A:1',
  'X-B : 2',
  'Hello: there',
  'We refund 10,000 euro',
  ' folded',
  '\tfolded',
  ' ',
  '',
  '--b',
  ': x',
  'Dear Sir:',
);
const end = fc.constantFrom('\r\n', '\n', '\r', '\r\r\n');

describe('isHeaderClear', () => {
  it('is false for more fields than are read, as the signed one may be below them (S3)', () => {
    const filled = (count: number) => isClear(`${'A:\n'.repeat(count)}From: a@b.example\n\n`);
    expect([filled(19_999), filled(20_000)]).toEqual([true, false]);
  });

  it.each([
    'From: a@b.example\r\nSubject: x\r\n y\r\n\r\n',
    'From: a@b.example\nSubject: x\n\ty\n\n',
    'From a@b.example Tue Nov  3 10:00:00 2026\r\nFrom: a@b.example\r\n\r\n',
    '>From a@b.example Tue Nov  3 10:00:00 2026\r\nFrom: a@b.example\r\n\r\n',
    'Subject:\r\n x\r\n\r\n',
    'Content-Type: text/plain\r\nContent-Transfer-Encoding: 8bit\r\n\r\n',
  ])('finds one end in %j', (text) => {
    expect(isClear(text)).toBe(true);
  });

  it.each([
    'From: a@b.example\r\nno field\r\n\r\n',
    'From: a@b.example\r\n \r\n\r\n',
    'From: a@b.example\r\nX: 1\n\n',
    'From: a@b.example\r\n\r\r\n',
    ' From: a@b.example\r\n\r\n',
    'From: a@b.example\r\n',
    'From: a@b.example\r\nFrom a@b.example Tue\r\n\r\n',
    'From: a@b.example\r\n\r\nx',
    'words >From a@b.example\r\nFrom: a@b.example\r\n\r\n',
    'Content-Type: text/html\r\nCONTENT-TYPE: text/plain\r\n\r\n',
    'Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\n',
  ])('finds more than one reading of %j', (text) => {
    expect(isClear(text)).toBe(false);
  });

  it('judges the header of the mail, not those of its parts', async () => {
    const mail = (torn: string, ofPart: string) =>
      `From: a@b.example\r\n${torn}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${ofPart}Content-Type: text/plain\r\n\r\nHello\r\n--b--\r\n`;
    const unclear = async (raw: string) => (await readRaw(raw)).hasUnclearHeader;
    expect(await unclear(mail('', ''))).toBeUndefined();
    expect(await unclear(mail('X-A: 1\n', ''))).toBe(true);
    expect(await unclear(mail('', 'X-A: 1\n'))).toBeUndefined();
  });

  it('is false for every mail whose body we find anywhere but below the first empty line (RFC 5322 §2.1)', async () => {
    const lines = fc.array(fc.tuple(piece, end), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(lines, async (written) => {
        const head = `From: anna@shop.example\r\n${written.map((each) => each.join('')).join('')}`;
        const raw = `${head}\r\nTHE BODY`;
        const strictly = raw.slice(raw.indexOf(END) + END.length);
        const { text, hasUnclearHeader } = await readRaw(raw);
        const isOurs = raw.includes(END) && linesOf(text) === linesOf(strictly);
        expect(hasUnclearHeader === true || isOurs).toBe(true);
      }),
    );
  });
});
