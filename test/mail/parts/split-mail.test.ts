import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MailSplitter } from '../../../functions/mail/parts/split-mail.ts';

/** What the splitter finds of a mail in these blocks, slices of one body joined. */
function split(blocks: Buffer[]): string[] {
  const splitter = new MailSplitter();
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

const HEAD =
  'From: anna@customer.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n';
const piece = fc.constantFrom(
  '\r\n',
  '\n',
  '\r',
  '\r\r\n',
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
  it('finds the same wherever the blocks of a mail are cut', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const raw = Buffer.from(HEAD + pieces.join(''), 'latin1');
        const whole = split([raw]);
        for (let cut = HEAD.length; cut < raw.length; cut++)
          expect(split([raw.subarray(0, cut), raw.subarray(cut)])).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });
});
