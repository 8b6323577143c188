import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAIL_LIMITS } from '../../../functions/mail/limits.ts';
import { PartCount } from '../../../functions/mail/parts/part-store.ts';
import { MailSplitter } from '../../../functions/mail/structure/split-mail.ts';

const newSplitter = () => new MailSplitter(MAIL_LIMITS, false, { count: new PartCount() });

/** What the splitter finds in these blocks of a mail, with slices of one body joined. */
function split(blocks: Buffer[]): string[] {
  const splitter = newSplitter();
  const found: string[] = [];
  let body = '';
  const take = (pieces: ReturnType<MailSplitter['end']>) => {
    for (const piece of pieces) {
      if (piece.kind === 'body') body += piece.octets.toString('latin1');
      else {
        if (body !== '') found.push(`body ${JSON.stringify(body)}`);
        body = '';
        if (piece.kind === 'leaf')
          found.push(`leaf ${piece.header.contentType} in ${piece.container?.subtype}`);
        else found.push(piece.kind);
      }
    }
  };
  for (const block of blocks) take(splitter.write(block));
  take(splitter.end());
  if (body !== '') found.push(`body ${JSON.stringify(body)}`);
  return [...found, `${splitter.bodyOffset}`, `${splitter.hasUnclearHeader}`];
}

/** More than the splitter looks ahead, so that blocks can end within the lines above. */
const WORDS = 'words and '.repeat(45);
const HEAD = `From: anna@customer.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${WORDS}\r\n`;
const piece = fc.constantFrom(
  '\r\n',
  '\n',
  '\r',
  '\r\r\n',
  '\r'.repeat(20),
  '--b',
  '--b--',
  '--c',
  '--c--',
  '--',
  '-',
  ' ',
  'words',
  'Content-Type: multipart/alternative; boundary=c',
  'Content-Type: text/html',
  'Subject: x',
);

describe('MailSplitter', () => {
  it('finds the same in blocks of any size', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const raw = Buffer.from(`${HEAD}${pieces.join('')}\r\n${WORDS}`, 'latin1');
        const whole = split([raw]);
        for (let cut = HEAD.length - 3; cut < raw.length - WORDS.length; cut++)
          expect(split([raw.subarray(0, cut), raw.subarray(cut)])).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('hands a body on that is nothing but returns: what it keeps back is read again with every block', () => {
    const splitter = newSplitter();
    const returns = Buffer.alloc(64 * 1024, '\r');
    const handedOn = ['From: anna@customer.example\r\n\r\nx', returns, returns].map((block) =>
      [...splitter.write(Buffer.from(block))].reduce(
        (sum, piece) => sum + (piece.kind === 'body' ? piece.octets.length : 0),
        0,
      ),
    );
    expect(Math.min(...handedOn.slice(1))).toBeGreaterThan(64 * 1024 - 1000);
  });

  it.each([
    ['an empty line too many above a part', '\r\nContent-Type: text/html\r\n\r\n<p>'],
    ['a delimiter', 'Content-Type: text/html\r\n\r\nx\r\n--b  \r\n\r\ny'],
    ['a closing delimiter', '\r\nx\r\n--b--\r\nepilogue'],
    ['a line of dashes', '\r\nx\r\n-\r\n--\r\n---\r\n'],
  ])('finds the same if a block ends within %s', (_, rest) => {
    const parts = `--b\r\n${rest}\r\n${WORDS}\r\n--b\r\n${rest}`;
    const raw = Buffer.from(HEAD + parts, 'latin1');
    const whole = split([raw]);
    for (let cut = 1; cut < raw.length; cut++)
      expect(split([raw.subarray(0, cut), raw.subarray(cut)])).toEqual(whole);
    for (const size of [1, 2, 3, 7]) {
      const blocks: Buffer[] = [];
      for (let at = 0; at < raw.length; at += size) blocks.push(raw.subarray(at, at + size));
      expect(split(blocks)).toEqual(whole);
    }
  });

  it.each([
    ['a boundary that its parts do not have', 'Content-Type: multipart/mixed; boundary=other\r\n'],
    ['no boundary', 'Content-Type: multipart/mixed\r\n'],
    ['no multipart', 'Content-Type: text/plain\r\n'],
  ])('finds the parts of a mail whose header says %s, in blocks of any size (S23)', (_, said) => {
    const parts =
      '--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b--\r\n';
    const raw = Buffer.from(`From: anna@customer.example\r\n${said}\r\n${parts}`, 'latin1');
    const whole = split([raw]);
    expect(whole).toContain('leaf text/html in mixed');
    for (let cut = 1; cut < raw.length; cut++)
      expect(split([raw.subarray(0, cut), raw.subarray(cut)])).toEqual(whole);
  });
});
